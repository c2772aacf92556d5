"""The command line. Each command imports what it needs and no more: most need no bot and start at once."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from bot.settings import Settings

_Result = TypeVar("_Result")

WRONG_SETTINGS = 2

app = typer.Typer(
    name="quicksilver",
    help="A chat assistant that brings partners into the Global Mercury Partnership.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def run() -> None:
    """Run everything in one process: the chat page, its bot, the Telegram bot if BOT_TOKEN is set, and notices."""
    from bot.wiring import Part, work

    _work(work(_settings(), frozenset(Part)))


@app.command()
def serve() -> None:
    """Run the bots only: Telegram's if BOT_TOKEN is set, and the chat page's if GATEWAY_PORT is.

    Notices are sent by `notify`. The chat page's bot asks the process that runs `web` on the same machine, at
    GATEWAY_PORT. With WEBHOOK_URL, Telegram's updates come in on WEB_PORT; without, no port is opened.
    """
    from bot.wiring import Part, work

    settings = _settings()
    if settings.bot_token is None and settings.gateway_port == 0:
        _refuse("BOT_TOKEN or GATEWAY_PORT must be set: there is no bot to run without.")
    _work(work(settings, frozenset({Part.BOTS})))


@app.command()
def notify() -> None:
    """Send notices only: through Telegram's bot if BOT_TOKEN is set, and the chat page's if GATEWAY_PORT is.

    Goes with `serve`, which answers: what is to be told unasked waits in the database until this sends it.
    """
    from bot.wiring import Part, work

    settings = _settings()
    if settings.bot_token is None and settings.gateway_port == 0:
        _refuse("BOT_TOKEN or GATEWAY_PORT must be set: there is no bot to send notices through.")
    _work(work(settings, frozenset({Part.NOTICES})))


@app.command()
def web() -> None:
    """Run the chat page only. Its bot is run by `serve` on the same machine, which needs GATEWAY_PORT."""
    from bot.wiring import Part, work

    settings = _settings()
    if settings.gateway_port == 0:
        _refuse("GATEWAY_PORT must be set: `serve` finds the chat page's bot's updates there.")
    _work(work(settings, frozenset({Part.PAGE})))


@app.command()
def migrate() -> None:
    """Bring the database to the newest form."""
    from bot.database import prepare_database

    settings = _settings()
    _run(prepare_database(settings.database))
    typer.echo("The database is up to date.")


@app.command()
def invite(
    role: Annotated[str, typer.Argument(help="What the person is to be, such as secretariat or lead.")],
    area: Annotated[str | None, typer.Option(help="The partnership area, for roles that have one.")] = None,
) -> None:
    """Print a single-use link that gives whoever opens it a role."""
    from bot.invitations import WrongInvitation, invite_by_link

    settings = _settings()
    try:
        lines = _run(invite_by_link(settings, role, area))
    except WrongInvitation as problem:
        _refuse(str(problem))
    for line in lines:
        typer.echo(line)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into; it is made when missing.")],
) -> None:
    """Write partners, letters and the audit as CSV, XLSX and JSON, without contact details."""
    from bot.exporting import UnfitFolder, export_tables

    settings = _settings()
    try:
        counts = _run(export_tables(settings, folder))
    except UnfitFolder as problem:
        _refuse(str(problem))
    typer.echo(f"In {folder}, as CSV, XLSX and JSON: " + ", ".join(f"{name} {n}" for name, n in counts.items()) + ".")


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into; it is made when missing.")],
) -> None:
    """Write the public register as files for any web host; what was withdrawn since the last time is removed.

    PUBLIC_URL is the address under which people will find the folder.
    """
    from bot.publishing import UnfitFolder, publish_register

    settings = _settings()
    try:
        done = _run(publish_register(settings, folder))
    except UnfitFolder as problem:
        _refuse(str(problem))
    typer.echo(f"Letters published: {done.letters}. Files in {folder}: {done.files}.")
    for reference in done.without_pdf:
        typer.echo(f"{reference} has no PDF, because no font has all of its characters. Its page is complete.")
    if not done.has_address:
        typer.echo("PUBLIC_URL is not set, so there is no sitemap, no feed, and no link to the chat page.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it must not be there yet.")],
) -> None:
    """Write a copy of the database, checked, while the program runs; the key in DATA_DIR goes beside it.

    On PostgreSQL by `pg_dump`. How to start from it is told in docs/operating.md.
    """
    from bot.backing_up import UnfitPlace, back_up
    from storage.backup import BackupFailed

    settings = _settings()
    try:
        written = _run(back_up(settings, file))
    except UnfitPlace as problem:
        _refuse(str(problem))
    except BackupFailed as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    for place in written:
        typer.echo(f"Written: {place}")


@app.command()
def doctor() -> None:
    """Check settings, database, token, fonts and clock; exit with 1 when something is wrong."""
    from bot.doctor import examine

    findings = _run(examine())
    width = max(len(finding.subject) for finding in findings)
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.well else 'WRONG'}  {finding.subject:<{width}}  {finding.says}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def main() -> None:
    """Run the command that was asked for."""
    app()


def _settings() -> Settings:
    """The settings, with logs set up by them; a wrong one ends the program with a line about it."""
    from bot import logs
    from bot.settings import WrongSettings, follow_the_clock, make_data_dir, read_settings

    try:
        settings = read_settings()
        make_data_dir(settings)
        follow_the_clock(settings)
    except WrongSettings as problem:
        _refuse(str(problem))
    logs.setup(settings.log_level, settings.log_format, known_secrets=settings.secrets())
    return settings


def _refuse(line: str) -> NoReturn:
    typer.echo(line, err=True)
    raise typer.Exit(WRONG_SETTINGS)


def _work(work: Coroutine[Any, Any, bool]) -> None:
    """Run until told to stop. Exits with 1 when a part of the program failed by an error of its own."""
    if not _run(work):
        raise typer.Exit(1)


def _run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run to the end; what the operator can put right ends the program with one line that says so."""
    import asyncio

    from bot.settings import WrongSettings
    from storage.errors import AlreadyRunning, StorageUnavailable, WrongAddress

    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            return runner.run(work)
    except (WrongSettings, WrongAddress) as problem:
        _refuse(str(problem))
    except AlreadyRunning as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    except StorageUnavailable as problem:
        typer.echo(f"The database that DATABASE_URL names cannot be used; is it running? ({problem})", err=True)
        raise typer.Exit(1) from None


def _loop_factory() -> Callable[[], AbstractEventLoop] | None:
    """uvloop's loop where there is one: it is not made for every system."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
