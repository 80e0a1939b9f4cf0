"""Options that several commands have, and the kinds of value they take."""

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

import click
from click.shell_completion import CompletionItem
from pydantic_core import PydanticCustomError

from ..engines import NAMES
from ..fields import day_date, score
from ..measure.periods import week_key
from ..sharing.audience import AUDIENCES
from ..site_url import is_address
from . import completion

Command = TypeVar("Command", bound=Callable[..., Any])


class Date(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return day_date(value)
        except ValueError:
            self.fail(f"{value!r} is no date. Write YYYY-MM-DD, such as 2025-11-05.", param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completion.dates(ctx, param, incomplete)


class Address(click.ParamType[tuple[str, int]]):
    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        host, _, port = value.rpartition(":")
        if not host or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            self.fail(f"{value!r} is no address. Write HOST:PORT, such as 127.0.0.1:8000.", param, ctx)
        return host, int(port)


class Week(click.ParamType[str]):
    """An ISO week as weeks are named everywhere: `2025-W45`."""

    name = "week"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        message = f"{value!r} is no ISO week. Write YYYY-Www, such as 2025-W45."
        if not (named := re.fullmatch("([0-9]{4})-[Ww]([0-9]{2})", value)):
            self.fail(message, param, ctx)
        try:
            return week_key(date.fromisocalendar(int(named[1]), int(named[2]), 1))
        except ValueError:
            self.fail(message, param, ctx)


class Month(click.ParamType[str]):
    """A month as months are named everywhere: `2025-11`."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", value):
            self.fail(f"{value!r} is no month. Write YYYY-MM, such as 2025-11.", param, ctx)
        return str(value)


class Site(click.ParamType[str]):
    """The address of a published site."""

    name = "site"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not is_address(value):
            self.fail(f"{value!r} is no address. Write one such as https://example.org/journal/.", param, ctx)
        return str(value)


class Zone(click.ParamType[ZoneInfo]):
    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        if isinstance(value, ZoneInfo):
            return value
        known = available_timezones()
        if value not in known:
            names = {name.casefold(): name for name in sorted(known)}
            near = get_close_matches(value.casefold().replace(" ", "_"), names, n=1)
            hint = f"Did you mean {names[near[0]]}?" if near else "Write one such as Europe/Berlin."
            self.fail(f"{value!r} is no time zone. {hint}", param, ctx)
        return ZoneInfo(value)


class Score(click.ParamType[str]):
    """A score in any form that records take, as it was typed."""

    name = "score"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            score(value)
        except PydanticCustomError as error:
            self.fail(error.message(), param, ctx)
        return str(value).strip()


class RecordKey(click.ParamType[str]):
    """What names a record: its date, with the session where there are several."""

    name = "record"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not (found := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(-[0-9]{1,2})?", value)):
            self.fail(f"{value!r} names no record. Write its date, such as 2025-11-05, or 2025-11-05-2.", param, ctx)
        Date().convert(found[1], param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completion.records(ctx, param, incomplete)


class ActionKey(click.ParamType[tuple[str, int]]):
    """What names an action: its record, and its number there."""

    name = "action"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        record, sign, number = value.partition("#")
        if not sign or not re.fullmatch("[0-9]{1,4}", number):
            hint = "Write it as studylog actions lists it, such as 2025-11-05#2."
            self.fail(f"{value!r} names no action. {hint}", param, ctx)
        return RecordKey().convert(record, param, ctx), int(number)


def journal_option(command: Command) -> Command:
    return click.option(
        "--journal",
        "root",
        type=click.Path(path_type=Path, file_okay=False),
        default=lambda: completion.root_of(click.get_current_context()),
        metavar="DIR",
        help="The journal: the folder with content/ and mkdocs.yml. [default: the current folder]",
    )(command)


def as_of_option(command: Command) -> Command:
    return click.option(
        "--as-of",
        type=Date(),
        metavar="DATE",
        help="Show the journal as it stood at the end of that day (YYYY-MM-DD).",
    )(command)


def period_options(command: Command) -> Command:
    month = click.option("--month", type=Month(), metavar="MONTH", help="A month instead, as 2025-11.")
    week = click.option(
        "--week", type=Week(), metavar="WEEK", help="Which week, as 2025-W45. [default: that of the day]"
    )
    return week(month(command))


def strict_option(command: Command) -> Command:
    return click.option("--strict", is_flag=True, help="Let warnings count as errors.")(command)


def audience_option(command: Command) -> Command:
    return click.option(
        "--audience",
        type=click.Choice(AUDIENCES),
        default="learner",
        show_default=True,
        help="For whom: what they may not see is left out.",
    )(command)


plain_option = click.option(
    "--plain", is_flag=True, help="Have MkDocs make every page its own way: slower, to the same bytes."
)


def engine_option(command: Command) -> Command:
    return click.option(
        "--engine",
        type=click.Choice(list(NAMES)),
        default="mkdocs",
        show_default=True,
        help="What makes the site of the pages.",
    )(command)


def output_option(command: Command) -> Command:
    return click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write this file, and replace it at once. [default: what is printed]",
    )(command)
