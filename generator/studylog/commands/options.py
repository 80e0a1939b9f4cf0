"""Options that several commands have, and the kinds of value they take."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

import click

from ..fields import day_date

Command = TypeVar("Command", bound=Callable[..., Any])


class Date(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return day_date(value)
        except ValueError:
            self.fail(f"{value!r} is no date. Write YYYY-MM-DD, such as 2025-11-05.", param, ctx)


class Address(click.ParamType[tuple[str, int]]):
    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        host, _, port = value.rpartition(":")
        if not host or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            self.fail(f"{value!r} is no address. Write HOST:PORT, such as 127.0.0.1:8000.", param, ctx)
        return host, int(port)


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


def journal_option(command: Command) -> Command:
    return click.option(
        "--journal",
        "root",
        type=click.Path(path_type=Path, file_okay=False),
        default=lambda: click.get_current_context().find_object(Path) or Path(),
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


def strict_option(command: Command) -> Command:
    return click.option("--strict", is_flag=True, help="Let warnings count as errors.")(command)
