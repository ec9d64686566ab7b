"""The ``fonds`` command: finds the command asked for, and ends errors with a remedy and a code."""

from __future__ import annotations

import codecs
import difflib
import io
import sys
from importlib import import_module
from typing import Any

import click

from pipeline import __version__
from pipeline.commands import HELP
from pipeline.errors import ExitCode, FondsError

# In the order of a user's day; each is `command` in pipeline/commands/<name>.py.
COMMANDS = (
    "ingest",
    "status",
    "retry",
    "verify",
    "validate",
    "search",
    "report",
    "review",
    "corrections",
    "export",
    "evaluate",
    "authority",
    "doctor",
    "schema",
)


ESCAPED = "fonds-escaped"


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""Write what a terminal cannot show as JSON does (``\u5357``), which stays JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs), error.end


codecs.register_error(ESCAPED, _escape)


class Group(click.Group):
    """The commands, imported when they are needed; errors become messages and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pipeline.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command asked for; one that is nearly spelled so is suggested."""
        near = difflib.get_close_matches(args[0], COMMANDS, 1) if args else []
        if near and args[0] not in COMMANDS:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run as a program, on a terminal that may not have all letters."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=ESCAPED)
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no traceback for what a user can act upon."""
        try:
            return super().invoke(ctx)
        except FondsError as error:
            click.echo(f"fonds: {error}", err=True)
            sys.exit(int(error.exit_code))
        except BrokenPipeError:
            raise  # `fonds validate | head`: click ends quietly
        except OSError as error:
            click.echo(f"fonds: {error.filename or 'file'}: {error.strerror}", err=True)
            sys.exit(int(ExitCode.USAGE))
        except KeyboardInterrupt:
            click.echo("fonds: stopped; what was read is kept, run again to go on.", err=True)
            sys.exit(int(ExitCode.INTERRUPTED))


@click.group(cls=Group, context_settings=HELP)
@click.version_option(__version__, prog_name="fonds")
def main() -> None:
    """Scans of Hungarian and Chinese archival papers in, validated JSON records out.

    \b
    Examples:
      fonds ingest delivery/ -o output/     read a delivery
      fonds validate output/                check every record
      fonds doctor                          what is installed, what is missing
    """  # noqa: D301


if __name__ == "__main__":
    main(prog_name="fonds")
