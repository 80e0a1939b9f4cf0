"""Where a journal's records can be edited and talked about: addresses on the host of its repository."""

from urllib.parse import quote, urlencode, urlsplit

from ..model import DayRecord

MOST_CHARACTERS = 1000
"""Of a text that an address carries: hosts refuse addresses of 8 KB, and each character may take twelve bytes there."""


def source_of(record: DayRecord) -> str:
    """The file of a record, from the root of its journal."""
    return f"content/days/{record.key}.yml"


def edit_link(repository: str, record: DayRecord) -> str:
    """Where the host opens the record in its editor."""
    edit = {"gitlab": "-/edit/main", "gitea": "_edit/main"}.get(_software(repository), "edit/main")
    return f"{repository.rstrip('/')}/{edit}/{quote(source_of(record))}"


def issue_link(repository: str, title: str, text: str) -> str:
    """Where the host opens a new issue, with its title and text filled in."""
    names = ("issue[title]", "issue[description]") if _software(repository) == "gitlab" else ("title", "body")
    new = "-/issues/new" if _software(repository) == "gitlab" else "issues/new"
    filled = urlencode(
        dict(zip(names, (title[:MOST_CHARACTERS], text[:MOST_CHARACTERS]), strict=True)), quote_via=quote
    )
    return f"{repository.rstrip('/')}/{new}?{filled}"


def _software(repository: str) -> str:
    """What the host runs, by its name; GitHub's addresses where that says nothing."""
    host = urlsplit(repository).hostname or ""
    if "gitlab" in host:
        return "gitlab"
    return "gitea" if any(name in host for name in ("codeberg", "gitea", "forgejo")) else "github"
