"""Sites put together from parts, held against what MkDocs makes of each page, byte by byte, after many edits."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template
from mkdocs.commands.build import build
from mkdocs.config import load_config

from studylog.build import generate
from studylog.engines import PLAIN, PUBLISHED
from studylog.splicing.bodies import BodyPage
from tests.conftest import copy_sample

TODAY = date(2025, 11, 18)
INDEX = "search/search_index.json"
HOSTILE = """\
date: 2025-11-18
day: 22
title: "`code` *and* <b>markup</b> & {{ braces }} [link](x.md) studylog-mark-content-"
questions:
  - topic: sd-windows
    asks: "```\\n~~~ & &copy; &nosuch; ![](x.png)"
    score: 80
    note: "<!-- --> --8<-- :::"
"""


class Sites:
    """One journal, built both ways."""

    def __init__(self, root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._folder, self._set = folder, monkeypatch
        self.short, self.drawn = 0, 0

    def check(self) -> None:
        """Both ways give the same files; of the search index the content counts."""
        generate(self.root, as_of=None, today=TODAY)
        plain, fast = self._built("plain"), self._built("fast")
        assert plain.keys() == fast.keys()
        indices = [json.loads(site.pop(INDEX)) for site in (plain, fast)]
        assert indices[0] == indices[1]
        assert [path for path, content in plain.items() if content != fast[path]] == []

    def _built(self, way: str) -> dict[str, bytes]:
        site = self._folder / way
        self.short = self.drawn = 0
        with self._set.context() as at:
            at.setenv("SOURCE_DATE_EPOCH", "1763424000")
            at.setenv(PUBLISHED, "1")
            if way == "plain":
                at.setenv(PLAIN, "1")
            at.setattr(BodyPage, "_rendered", self._counted("short", BodyPage._rendered))
            at.setattr(Template, "render", self._counted("drawn", Template.render))
            build(load_config(str(self.root / "mkdocs.yml"), site_dir=str(site)))
        return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}

    def _counted(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **named: Any) -> Any:
            made = function(*args, **named)
            setattr(self, what, getattr(self, what) + bool(made))
            return made

        return counted


@pytest.fixture
def sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sites:
    root = copy_sample(tmp_path / "journal")
    shutil.rmtree(root / "docs")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    written = re.sub(r"  - Guide:\n( {6}.*\n)+", "", settings).replace("  /decisions/\n", "")
    (root / "mkdocs.yml").write_text(written, encoding="utf-8")
    return Sites(root, tmp_path, monkeypatch)


def change(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def test_every_page_goes_the_short_way(sites: Sites) -> None:
    """All but those in the navigation; the theme draws far fewer than there are."""
    sites.check()
    pages = len(list((sites.root / "docs" / "journal").rglob("*.md")))
    shown = re.findall(r": journal/\S+\.md", (sites.root / "mkdocs.yml").read_text(encoding="utf-8"))
    assert sites.short == pages - len(shown)
    assert sites.drawn < pages / 2


def test_after_edits_of_records(sites: Sites) -> None:
    """An edited day, a new one full of hostile text, one that others link to deleted, one renamed, a topic renamed."""
    sites.check()
    days = sites.root / "content" / "days"
    change(days / "2025-11-17.yml", ("System design of fraud detection", "A & B <i>edited</i>"))
    (days / "2025-11-18.yml").write_text(HOSTILE, encoding="utf-8")
    sites.check()
    (days / "2025-11-16.yml").unlink()
    change(days / "2025-11-15.yml", ("date: 2025-11-15", "date: 2025-11-14"))
    (days / "2025-11-15.yml").rename(days / "2025-11-14.yml")
    for file in (sites.root / "content").rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("sd-windows", "sd-panes"), encoding="utf-8")
    sites.check()


def test_after_other_settings(sites: Sites) -> None:
    """An address, other features, another extension of Markdown, and a theme of one's own that asks for one page."""
    settings = sites.root / "mkdocs.yml"
    change(
        settings,
        (
            "site_name:",
            "site_url: https://example.org/a/\nrepo_url: https://example.org/b\nedit_uri: c/\nsite_name:",
        ),
        ("    - navigation.top\n", "    - navigation.path\n    - navigation.footer\n    - content.action.edit\n"),
        ("      permalink: true", "      permalink: false"),
    )
    sites.check()
    assert sites.short > 0
    change(settings, ("  - admonition\n", "  - admonition\n  - smarty\n"))
    sites.check()
    assert sites.short == 0
    change(settings, ("  - smarty\n", ""), ("theme:\n", "theme:\n  custom_dir: theme\n"))
    (sites.root / "theme").mkdir()
    (sites.root / "theme" / "main.html").write_text(
        '{% extends "base.html" %}{% block extrahead %}{{ page.title | upper }}'
        "{% if page and page.url.endswith('2025-11-05.html') %}<b>here</b>{% endif %}{% endblock %}"
    )
    sites.check()


def test_with_templates_and_plugins_of_ones_own(sites: Sites) -> None:
    """Pages that are Markdown, or whose markup is not whole, and a hook that adds what differs from page to page."""
    pages = sites.root / "templates" / "pages"
    pages.mkdir(parents=True)
    (pages / "week.md.j2").write_text('---\ntitle: "{{ page.title }}"\n---\n# A *week*\n\n- of **Markdown**\n')
    (pages / "month.md.j2").write_text('---\ntitle: "{{ page.title }}"\n---\n<p id="page">Not <b>whole\n')
    sites.check()
    (sites.root / "hook.py").write_text(
        "def on_page_context(context, page, config, nav):\n    context['base_url'] = page.title\n\n\n"
        "def on_page_markdown(markdown, page, config, files):\n    return markdown.replace('Questions', 'Asked')\n\n\n"
        "def on_page_content(html, page, config, files):\n    return html.replace('Weak', 'Frail')\n"
    )
    assert sites.short > 0
    change(sites.root / "mkdocs.yml", ("plugins:\n", "hooks: [hook.py]\nplugins:\n"))
    sites.check()
    assert sites.short == 0
