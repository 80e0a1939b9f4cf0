"""What a process that runs again keeps of its last run: the templates, compiled."""

from pathlib import Path

from jinja2 import Environment

from .render import environment


class Kept:
    """The templates of the last run."""

    def __init__(self) -> None:
        self._templates: dict[Path, tuple[int, int]] = {}
        self._environment = environment(())

    def environment(self, folders: tuple[Path, ...]) -> Environment:
        """That of the last run, as long as no template was written, added or deleted."""
        found = {file: file.stat() for folder in folders for file in folder.rglob("*") if file.is_file()}
        templates = {file: (status.st_mtime_ns, status.st_size) for file, status in found.items()}
        if templates != self._templates:
            self._templates, self._environment = templates, environment(folders)
        return self._environment
