"""Templates and what they may use: the Jinja environment, its filters, and where templates are found."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from . import markup, paths, wording
from .charts.parts import band
from .views.common import PageInfo, overdue_text
from .views.day import day_title, points_text, readiness_text


def environment(folders: tuple[Path, ...]) -> Environment:
    """The environment of all page templates: everything is escaped, and an undefined name is an error."""
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_one_line,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {
        "inline": markup.inline, "plain": markup.plain, "front": _front, "quoted": _quoted, "href": _href,
        "number": wording.number, "percent": wording.percent, "signed": wording.signed, "span": wording.span,
        "day": wording.day, "weekday": wording.weekday, "duration": wording.duration, "overdue": overdue_text,
        "day_title": day_title, "points": points_text, "readiness": readiness_text,
        "slug": paths.slug, "spec": _spec, "band": band,
        "day_page": paths.day_page, "topic_page": paths.topic_page, "measure": paths.measure,
    }  # fmt: skip
    env.globals |= {"paths": paths, "count": wording.count}
    return env


def _one_line(value: Any) -> Any:
    """Text from a record in one line, so that no line of a page starts with what a person wrote."""
    return " ".join(value.split()) if type(value) is str and ("\n" in value or "\r" in value) else value


def render(env: Environment, view: Any) -> str:
    """The page of a view, through the template that its `page` names."""
    page: PageInfo = view.page
    return filled(env, f"pages/{page.template}.md.j2", view)


def filled(env: Environment, template: str, view: Any, **more: Any) -> str:
    """A template with what is in a view, and what else it is given."""
    values: Mapping[str, Any] = {field.name: getattr(view, field.name) for field in fields(view)}
    return _squeezed(env.get_template(template).render(values, **more))


def raw(env: Environment, name: str) -> str:
    """A file among the templates as it stands: braces are CSS or JavaScript there."""
    if not env.loader:
        raise LookupError(name)
    return env.loader.get_source(env, name)[0]


def _squeezed(text: str) -> str:
    """Without the blank lines and indentation that template blocks leave behind, except around headings."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(_apart(line) for line in lines if line).strip() + "\n"


def _apart(line: str) -> str:
    if line.startswith("## "):
        return f"\n{line}\n"
    return f"\n{line}" if line.startswith("<h1") else line


@pass_context
def _href(context: Context, target: str) -> str:
    """The address of a page path as seen from the page that is being rendered."""
    return paths.href(target, context["page"].path)


def _front(text: str) -> Markup:
    """A value of the front matter: quoted for YAML, and escaped for the themes, which print it into HTML as it is."""
    escaped = str(escape(text)).replace("{", "&#123;").replace("}", "&#125;")
    return _quoted(escaped)


def _quoted(text: str) -> Markup:
    """A text of one line as YAML reads it."""
    return Markup(json.dumps(text, ensure_ascii=False))


def _spec(figure: Mapping[str, Any]) -> Markup:
    """A Plotly figure for a data attribute in single quotes: JSON is full of double ones, which then stay one byte.

    What all traces share stands once, as `each`.
    """
    first, *others = figure["data"]
    each = {key: value for key, value in first.items() if all(trace.get(key) == value for trace in others)}
    data = [{key: value for key, value in trace.items() if key not in each} for trace in figure["data"]]
    short = {**figure, "data": data, "each": each} if others else figure
    text = json.dumps(short, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;"))
