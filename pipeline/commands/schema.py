"""``fonds schema``: the JSON Schema of a record."""

from __future__ import annotations

import click

from pipeline.commands import HELP


@click.command("schema", context_settings=HELP)
def command() -> None:
    """Print the JSON Schema (2020-12) of a record.

    \b
    Example:
      fonds schema > record.schema.json
    """  # noqa: D301
    from pipeline.schema import schema_json

    click.echo(schema_json(), nl=False)
