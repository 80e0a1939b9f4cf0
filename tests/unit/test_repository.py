"""Addresses on the host of a repository: its editor and a new issue, as each kind of host has them."""

from urllib.parse import parse_qs, urlsplit

import pytest

from studylog.views.repository import MOST_CHARACTERS, edit_link, issue_link
from tests.journals import record

DAY = record("2025-11-05")


@pytest.mark.parametrize(
    ("repository", "edit"),
    [
        ("https://github.com/me/log", "https://github.com/me/log/edit/main/content/days/2025-11-05.yml"),
        ("https://github.com/me/log/", "https://github.com/me/log/edit/main/content/days/2025-11-05.yml"),
        ("https://gitlab.com/a/b/log", "https://gitlab.com/a/b/log/-/edit/main/content/days/2025-11-05.yml"),
        ("https://codeberg.org/me/log", "https://codeberg.org/me/log/_edit/main/content/days/2025-11-05.yml"),
    ],
)
def test_the_editor_of_a_host(repository: str, edit: str) -> None:
    """With the file of the record."""
    assert edit_link(repository, DAY) == edit


@pytest.mark.parametrize(
    ("repository", "address", "names"),
    [
        ("https://github.com/me/log", "/me/log/issues/new", ("title", "body")),
        ("https://gitlab.example.org/me/log", "/me/log/-/issues/new", ("issue[title]", "issue[description]")),
        ("https://codeberg.org/me/log", "/me/log/issues/new", ("title", "body")),
    ],
)
def test_a_new_issue_is_filled_in(repository: str, address: str, names: tuple[str, str]) -> None:
    """Whatever the text holds, the host reads back just that."""
    text = "Why & when?\n> 100 % #1 + 🐟"
    link = urlsplit(issue_link(repository, "A=B?", text))
    assert link.path == address
    assert parse_qs(link.query) == {names[0]: ["A=B?"], names[1]: [text]}
    assert link.fragment == ""


def test_an_address_stays_short_enough() -> None:
    """Hosts refuse what is longer than 8 KB, and a character takes up to twelve bytes."""
    link = issue_link("https://github.com/me/log", "T", "🐟" * 5000)
    assert parse_qs(urlsplit(link).query)["body"] == ["🐟" * MOST_CHARACTERS]
