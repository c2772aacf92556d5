"""The audit of the pins: an advisory fails it and is named, an accepted one does not, and without any it says so."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
SOUND = {"name": "babel", "version": "2.18.0", "vulns": []}
UNSOUND = {
    "name": "jinja2",
    "version": "2.10",
    "vulns": [{"id": "PYSEC-2019-217", "aliases": ["CVE-2019-10906"], "fix_versions": ["2.10.1"]}],
}
UNKNOWN = {"name": "own", "skip_reason": "not found"}


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "scripts" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_advisory_that_concerns_a_pin_is_named_and_fails(audit: ModuleType):
    lines, concerned = audit.judged({"dependencies": [SOUND, UNSOUND, UNKNOWN]}, {})
    assert concerned
    assert lines[0].startswith("audit: jinja2 2.10: PYSEC-2019-217, mended in 2.10.1")
    assert lines[-1] == "audit: 2 of 3 pins looked at"


def test_an_accepted_advisory_fails_nothing_and_its_reason_is_told(audit: ModuleType):
    accepted = audit.read_accepted('[[accepted]]\nid = "CVE-2019-10906"\nreason = "no sandbox"\ndate = 2026-11-29\n')
    lines, concerned = audit.judged({"dependencies": [UNSOUND]}, accepted)
    assert not concerned
    assert lines[0] == "audit: jinja2 2.10: PYSEC-2019-217, accepted: no sandbox"


def test_one_that_is_accepted_and_concerns_nothing_any_more_is_told(audit: ModuleType):
    lines, concerned = audit.judged({"dependencies": [SOUND]}, {"CVE-1": "why"})
    assert not concerned
    assert lines[0] == "audit: CVE-1 is accepted and concerns no pin any more"


@pytest.mark.parametrize("entry", ['id = "CVE-1"\ndate = 2026-11-29', 'id = "CVE-1"\nreason = "so"', 'reason = "so"'])
def test_none_is_accepted_without_a_reason_and_a_date(audit: ModuleType, entry: str):
    with pytest.raises(ValueError, match="accepted by its id, a reason and a date"):
        audit.read_accepted(f"[[accepted]]\n{entry}\n")


def test_a_mirror_without_advisories_is_said_to_be_one_and_passes(audit: ModuleType):
    lines, concerned = audit.judged({"dependencies": [UNKNOWN]}, {})
    assert not concerned
    assert lines == ["audit: not done, the package index that is reached here has no advisories"]


@pytest.mark.parametrize("fault", ["unreached", "slow"])
def test_without_a_network_it_says_so_in_a_line_and_passes(
    audit: ModuleType, fault: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
        assert more["timeout"] == audit.SECONDS
        if fault == "slow":
            raise subprocess.TimeoutExpired(command, audit.SECONDS)
        return subprocess.CompletedProcess(command, 1, "", "WARNING: x\nERROR: could not connect\n")

    monkeypatch.setattr(subprocess, "run", run)
    assert audit.main(["requirements.txt"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("audit: not done, the advisories ")


def test_the_projects_own_list_can_be_read(audit: ModuleType):
    assert isinstance(audit.read_accepted(audit.ACCEPTED.read_text(encoding="utf-8")), dict)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_hashes_and_no_address(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    pins = text.replace("\\\n", " ").splitlines()
    assert len(pins) > 50
    assert [pin for pin in pins if "==" not in pin or " --hash=sha256:" not in pin] == []
