"""Hand-written logs, tables and Anki collections as records. Nothing is dropped in silence."""
