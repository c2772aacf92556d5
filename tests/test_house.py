"""The repository's own promises: what is committed, what is pinned, what the image is built from."""

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "flows", "storage", "documents", "web", "locales")
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")


@cache
def committed_files() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    files = tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())
    if not files:
        pytest.skip("not a git checkout")
    return files


@cache
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@cache
def pins(file: str) -> dict[str, list[Requirement]]:
    """Each pinned name with its pins; there may be one for each Python or system."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / file).read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.rstrip("\\ "))
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def test_no_lock_file_that_records_registry_addresses_is_committed():
    assert not [path for path in committed_files() if path.name == "uv.lock"]


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_the_requirements_name_no_registry_and_no_path(file: str):
    text = (ROOT / file).read_text()
    assert "://" not in text
    assert not re.search(r"--(?:extra-)?index-url|--find-links|--trusted-host| @ |\.whl", text)


def test_no_committed_file_names_a_path_of_the_machine_it_was_written_on():
    # Built from parts, so that this file does not contain what it looks for.
    homes = re.compile("|".join(("/ro" + r"ot/\.", "/ho" + "me/[a-z]", "/Use" + "rs/[a-z]", "/wo" + "rk/")))
    text_files = [path for path in committed_files() if b"\0" not in path.read_bytes()]
    assert not [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in text_files
        if (found := homes.search(path.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_every_requirement_is_pinned_with_a_hash(file: str):
    blocks = re.split(r"\n(?=\S)", (ROOT / file).read_text().strip())
    assert not [block.splitlines()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block]


@pytest.mark.parametrize(("file", "extras"), [("requirements.txt", ()), ("requirements-dev.txt", ("dev",))])
def test_the_pins_satisfy_what_the_project_asks_for(file: str, extras: tuple[str, ...]):
    wanted = [Requirement(text) for text in project()["dependencies"]]
    for extra in extras:
        wanted += [Requirement(text) for text in project()["optional-dependencies"][extra]]
    for requirement in wanted:
        pinned = pins(file).get(canonicalize_name(requirement.name), [])
        assert pinned, f"{file} lacks {requirement}: run `make lock`"
        for pin in pinned:
            (specifier,) = pin.specifier
            satisfied = requirement.specifier.contains(specifier.version)
            assert satisfied, f"{pin} is not {requirement}: run `make lock`"


def test_both_requirements_files_pin_the_same_versions():
    everything = pins("requirements-dev.txt")
    for name, pinned in pins("requirements.txt").items():
        assert {str(pin) for pin in pinned} == {str(pin) for pin in everything[name]}


def test_the_dockerfile_has_no_faults():
    hadolint = Path(sys.executable).with_name("hadolint")
    checked = subprocess.run([hadolint, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_every_room_goes_into_the_image_and_into_the_package():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == list(ROOMS)
    assert pyproject["tool"]["importlinter"]["root_packages"] == list(ROOMS)
    for room in ROOMS:
        assert (ROOT / room / "__init__.py").is_file()
        assert f"!{room}" in ignored


def test_every_setting_is_explained_in_the_example():
    from bot.settings import Settings

    example = (ROOT / ".env.example").read_text()
    explained = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    settings = {name.upper() for name in Settings.model_fields}
    assert settings <= explained
    compose_only = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text()))
    assert explained - settings <= compose_only


def test_the_example_is_accepted_as_it_stands(monkeypatch: pytest.MonkeyPatch):
    from bot.settings import Settings

    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)


AIOGRAM_FREE = (
    *("flows", "storage", "documents", "web", "locales"),
    *("handlers", "handlers.buttons", "handlers.rendering", "handlers.pages", "handlers.scene"),
    *("handlers.notices", "handlers.blocking", "handlers.telling"),
    *("bot.__main__", "bot.wiring", "bot.notifier.notifier"),
)


@pytest.mark.parametrize("module", AIOGRAM_FREE)
def test_what_does_not_need_aiogram_starts_without_it(module: str):
    """Importing aiogram costs seconds and 170 MB; the contracts cannot see when an import runs."""
    script = f"import sys, {module}; sys.exit('aiogram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or f"{module} imports aiogram"


@pytest.mark.parametrize("module", ["bot.__main__", "bot.wiring", "handlers.notices", "handlers.letter_files"])
def test_what_sends_no_notices_starts_without_their_library(module: str):
    script = f"import sys, {module}; sys.exit('telegram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or f"{module} imports python-telegram-bot"


def test_whoever_asks_for_the_time_asks_the_one_clock_that_a_test_can_move():
    asks = re.compile(r"\b(?:datetime\.(?:now|utcnow)|date\.today|time\.time)\(")
    # Whether the machine's clock is right is asked of the machine.
    may = {"storage/clock.py", "bot/doctor.py", "bot/whoami.py"}
    assert not [
        str(path.relative_to(ROOT))
        for path in committed_files()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in ROOMS
        and str(path.relative_to(ROOT)) not in may
        and asks.search(path.read_text(encoding="utf-8"))
    ]
