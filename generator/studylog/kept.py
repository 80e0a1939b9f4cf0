"""What a process that runs again keeps of its last run: a page of which nothing has changed is not rendered again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment

from .model import DayRecord, Journal
from .render import environment, render


class Kept:
    """Records, templates and pages of the last run. It holds the view of every page, and compares it as a whole."""

    def __init__(self) -> None:
        self._templates: dict[Path, tuple[int, int]] = {}
        self._environment = environment(())
        self._made: dict[str, tuple[Any, str]] = {}
        self._days: dict[str, DayRecord] = {}

    def journal(self, journal: Journal) -> Journal:
        """The same with the very records of the last run, where they are equal: views of them are compared at once."""
        same = (self._days.get(record.key) for record in journal.days)
        days = tuple(last if last == record else record for last, record in zip(same, journal.days, strict=True))
        self._days = {record.key: record for record in days}
        return replace(journal, days=days)

    def environment(self, folders: tuple[Path, ...]) -> Environment:
        """That of the last run, as long as no template was written, added or deleted."""
        found = {file: file.stat() for folder in folders for file in folder.rglob("*") if file.is_file()}
        templates = {file: (status.st_mtime_ns, status.st_size) for file, status in found.items()}
        if templates != self._templates:
            self._templates, self._environment, self._made = templates, environment(folders), {}
        return self._environment

    def render(self, env: Environment, view: Any) -> str:
        """The page of a view; that of the last run, where the view is the same."""
        path: str = view.page.path
        if path not in self._made or self._made[path][0] != view:
            self._made[path] = (view, render(env, view))
        return self._made[path][1]
