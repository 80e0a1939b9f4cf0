"""Where each page stands under docs/, and how one page points to another."""

import re
from functools import lru_cache
from hashlib import sha256
from posixpath import dirname, join, normpath, relpath
from unicodedata import normalize

DASHBOARD = "index.md"
DAYS = "journal/days/index.md"
WEEKS = "journal/weeks/index.md"
MONTHS = "journal/months/index.md"
TOPICS = "journal/topics/index.md"
REVIEW = "journal/review.md"
WEAK = "journal/weak.md"
TRENDS = "journal/trends.md"
RETENTION = "journal/retention.md"
GOALS = "journal/goals.md"
INTERVIEWS = "journal/interviews.md"
ACTIONS = "journal/actions.md"
MENTOR = "journal/mentor.md"
THREAD = "journal/thread.md"
AUDIT = "journal/audit.md"
SCHEDULERS = "journal/schedulers.md"
NUMBERS = "journal/numbers.md"
DATA = "journal/data.md"
MORE = "journal/more.md"
ASSETS = "journal/assets"
FIGURES_JSON = "journal/figures.json"
FEED = "journal/feed.xml"
JSON_FEED = "journal/feed.json"
CALENDAR = "journal/due.ics"

DAYS_FOLDER = "journal/days/"
LONGEST_SLUG = 60
_RESERVED = {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def day_page(key: str) -> str:
    return f"{DAYS_FOLDER}{key}.md"


def week_page(key: str) -> str:
    return f"journal/weeks/{key}.md"


def month_page(key: str) -> str:
    return f"journal/months/{key}.md"


def topic_page(topic: str) -> str:
    return f"journal/topics/{slug(topic)}.md"


def year_page(year: int) -> str:
    return f"journal/days/{year}.md"


def weeks_page(year: int) -> str:
    return f"journal/weeks/{year}.md"


def area_page(area: str, part: int = 1) -> str:
    return f"journal/areas/{slug(area)}{f'-{part}' if part > 1 else ''}.md"


def table_file(name: str) -> str:
    """A file of the folder of tables: `days.csv`."""
    return f"journal/tables/{name}"


def measure(id: str) -> str:
    """Where a measure is defined."""
    return f"{NUMBERS}#{id}"


def slug(name: str) -> str:
    """A file name and anchor for any text: its own where that is plain, else with a hash, so that no two texts meet."""
    plain = re.sub("[^a-z0-9]+", "-", normalize("NFKD", name).lower()).strip("-")[:LONGEST_SLUG].strip("-")
    if plain == name and plain not in _RESERVED:
        return plain
    return "-".join(filter(None, (plain, sha256(name.encode()).hexdigest()[:8])))


def anchor(name: str) -> str:
    """An id within a page for a question: `q1a` for Q1a."""
    lowered = name.lower()
    return f"question-{lowered}" if re.fullmatch("[a-z0-9]+", lowered) else f"question-{slug(name)}"


def goal_anchor(id: str) -> str:
    """An id within the page of goals."""
    return f"goal-{id}"


def href(target: str, page: str) -> str:
    """The address of a page (`journal/days/2025-11-05.md#question-q1`) as seen from another, ending in .html."""
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return mark + fragment
    return _relative(path, dirname(page)) + mark + fragment


def address(target: str, site: str) -> str:
    """The whole address of a page of the site at `site`; without a site, as seen from the dashboard."""
    return "/".join(filter(None, (site.rstrip("/"), href(target, ""))))


@lru_cache(maxsize=16_384)
def _relative(path: str, folder: str) -> str:
    relative = relpath(path, folder or ".")
    return f"{relative.removesuffix('.md')}.html" if relative.endswith(".md") else relative


def resolve(address: str, page: str) -> str:
    """What a relative address on a page points to, from the root of the site."""
    own = re.sub(r"\.md$", ".html", page)
    return normpath(join(dirname(page), address)) if address else own
