"""The tools that keep the catalogues whole: `python -m locales extract`, `update`, `check` and the others.

A sentence's way: it is marked in the source; `extract` and `update` bring it into the catalogues; `missing
fr` prints what French lacks; a translator answers with a JSON file, which `fill fr file.json` takes in;
`check` finds what is wrong; `compile`, at set-up, makes what the program reads.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from flows.wording import LANGUAGES
from locales import po
from locales.catalogue import FOLDER
from locales.checks import faults_of
from locales.extraction import Entry, UnreadableSource, entries
from locales.filling import fill, missing
from locales.languages import DEFAULT_LANGUAGE

ROOT = FOLDER.parent

Language = Annotated[str, typer.Argument(help=f"One of {', '.join(LANGUAGES)}.")]

app = typer.Typer(
    help="Keeps the catalogues whole.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.command()
def extract() -> None:
    """Collect the source's sentences into the template."""
    found = _entries()
    po.write_template(found)
    typer.echo(f"{len(found)} sentences")


@app.command()
def update() -> None:
    """Bring the source's sentences into every catalogue; translations are kept, nothing is guessed."""
    found = _entries()
    for language in LANGUAGES:
        catalogue = po.merged(po.read(language), found, language)
        po.write(catalogue, language)
        lacking = sum(not po.is_whole(message) for message in po.messages(catalogue))
        typer.echo(f"{language}: {lacking} of {len(found)} to translate")


@app.command()
def prune() -> None:
    """Take out the translations whose sentences are gone from the source."""
    for language in LANGUAGES:
        catalogue = po.read(language)
        catalogue.obsolete.clear()
        po.write(catalogue, language)


@app.command("compile")
def compile_() -> None:
    """Compile the catalogues to what the running program reads."""
    po.compile_all()


@app.command()
def check() -> None:
    """Find what is missing, fuzzy, obsolete or broken; ends with 1 where anything is."""
    found = _entries()
    failed = False
    for language in LANGUAGES:
        for fault in faults_of(language, found):
            typer.echo(f"{'remark: ' if fault.remark else ''}{fault}", err=True)
            failed = failed or not fault.remark
    if failed:
        raise typer.Exit(1)


@app.command("missing")
def missing_(language: Language) -> None:
    """Print the untranslated sentences as JSON, with what a translator should know of each."""
    _known(language)
    typer.echo(json.dumps(missing(language, _entries()), ensure_ascii=False, indent=1))


@app.command("fill")
def fill_(language: Language, file: Path) -> None:
    """Take in translations: a JSON object from English sentence to translation, or to the list of its plural
    forms.

    What is broken is not taken, and named; ends with 1 where anything is.
    """
    _known(language)
    if language == DEFAULT_LANGUAGE:
        raise typer.BadParameter("English is the source itself")
    translations = json.loads(file.read_text(encoding="utf-8"))
    taken, refused = fill(language, _entries(), translations)
    for fault in refused:
        typer.echo(str(fault), err=True)
    typer.echo(f"{language}: {taken} taken, {len({fault.text for fault in refused})} refused")
    if refused:
        raise typer.Exit(1)


def _entries() -> dict[str, Entry]:
    """The source's sentences; ends with one line where the source cannot be read for them."""
    try:
        return entries(ROOT)
    except UnreadableSource as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _known(language: str) -> None:
    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}")


if __name__ == "__main__":
    app()
