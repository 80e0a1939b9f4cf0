"""What a shell completes: completion, and the records, topics and questions of the journal that is meant.

Whatever cannot be read is not offered: a shell that completes has no place for a problem.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

from ..source import read

SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete what you type.

    It completes commands, options, choices, dates of records, and ids of topics and questions.

    \b
    Examples:
      echo 'eval "$(studylog completion bash)"' >> ~/.bashrc
      echo 'eval "$(studylog completion zsh)"' >> ~/.zshrc
      studylog completion fish > ~/.config/fish/completions/studylog.fish
    """
    made = SHELLS[shell](context.find_root().command, {}, "studylog", "_STUDYLOG_COMPLETE")
    click.echo(made.source().encode(), nl=False)


def root_of(context: click.Context | None) -> Path:
    """The journal as a command names it, or the one around it; else the current folder."""
    while context:
        if root := context.params.get("root"):
            return Path(root)
        context = context.parent
    return Path()


def records(context: click.Context, param: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """The records, by what names them: `2025-11-05`, `2025-11-05-2`."""
    return _items((path.stem for path in _days(context).glob("*.yml")), incomplete)


def dates(context: click.Context, param: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """The days that have a record."""
    return _items((path.stem[:10] for path in _days(context).glob("*.yml")), incomplete)


def topics(context: click.Context, param: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """The ids in topics.yml, also behind others and a comma."""
    before, comma, _ = incomplete.rpartition(",")
    found = _mapping(root_of(context) / "content" / "topics.yml")
    return _items((f"{before}{comma}{id}" for id in found if isinstance(id, str)), incomplete)


def questions(context: click.Context, param: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """The ids of the questions of the record that is named before."""
    asked = _mapping(_days(context) / f"{context.params.get('record')}.yml").get("questions")
    parts = enumerate(asked, 1) if isinstance(asked, list) else ()
    return _items((str(part.get("id") or f"Q{n}") for n, part in parts if isinstance(part, dict)), incomplete)


def _days(context: click.Context) -> Path:
    return root_of(context) / "content" / "days"


def _mapping(path: Path) -> dict[Any, Any]:
    try:
        document, _ = read(path.read_bytes(), str(path))
    except OSError:
        return {}
    return document.value if document and isinstance(document.value, dict) else {}


def _items(values: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """Those that begin as typed and are one word of a line, each once."""
    found = sorted({value for value in values if value.startswith(incomplete)})
    return [CompletionItem(value) for value in found if value.isprintable() and " " not in value]
