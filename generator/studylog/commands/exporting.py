"""What a journal holds, as files for other programs: export."""

import click


@click.group()
def export() -> None:
    """Write the journal as files for other programs.

    \b
    Examples:
    """
