"""studylog turns a folder of YAML study records into a website."""

__version__ = "0.1.0"
