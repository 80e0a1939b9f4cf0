"""A week or month as one HTML file that needs nothing beside it: no script, no style sheet, no request."""

import re
from pathlib import Path

from markupsafe import Markup, escape

from .. import paths
from ..figures import Figures
from ..narrative.review import Kind
from ..packaged import template_folders
from ..render import environment, filled, raw
from ..views.report import report

_DARK = re.compile(r'@media screen \{\s*\[data-md-color-scheme="slate"\]')
"""Where the styles of the site begin to be dark: there the reader chooses, in a report the system does."""

# Text in a page has its quotes and angle brackets escaped, so that these find elements and attributes alone.
_LINK = re.compile(r'<a ([^>]*?href=)"(?!https?:|mailto:)([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def html(figures: Figures, kind: Kind, key: str, *, journal: Path, site: str = "") -> str:
    """The report on a week or month, which holds a record; `journal` is the root whose own templates come first.

    `site` is the address that the journal is published under; without one nothing leads out of the report.
    """
    env = environment(template_folders(journal))
    dark = "@media screen and (prefers-color-scheme: dark) { :root"
    styles = _DARK.sub(dark, raw(env, "assets/studylog.css")) + raw(env, "assets/alone.css")
    view = report(figures, kind, key)
    return _addressed(filled(env, "report.html.j2", view, styles=Markup(styles)), view.page.path, site)


def _addressed(document: str, page: str, site: str) -> str:
    """With links to pages of the site by their whole addresses, or as plain text where it has none.

    A link to the page that the report was made from leads to the same place in the report.
    """
    home = escape(f"{site.rstrip('/')}/")

    def addressed(link: re.Match[str]) -> str:
        start, address, end, content = link.groups()
        target, mark, fragment = address.partition("#")
        path = paths.resolve(target, page)
        if mark and path == paths.href(page, ""):
            return f'<a {start}"#{fragment}"{end}>{content}</a>'
        if site:
            return f'<a {start}"{home}{path}{mark}{fragment}"{end}>{content}</a>'
        return f"<g>{content}</g>" if "xlink:" in start else content

    return _LINK.sub(addressed, document)
