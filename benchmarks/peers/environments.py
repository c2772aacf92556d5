"""The environments of the peers, apart from Quicksilver's own: aiogram-dialog cannot stand beside `telegram.ext`.

`python -m benchmarks peers --set-up` makes them in `.peers/`, from pins with hashes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.peers.redis_server import install_redis, redis_program
from benchmarks.processes import ROOT, Contender

_FOLDER: Final = ROOT / ".peers"
_PINS: Final = Path(__file__).parent


def _python(environment: str) -> str:
    return str(_FOLDER / environment / "bin" / "python")


FSM: Final = Contender("aiogram FSM, Redis", ("-m", "benchmarks.peers.fsm_redis_bot"), _python("aiogram"))
DIALOG: Final = Contender("aiogram-dialog, Redis", ("-m", "benchmarks.peers.dialog_bot"), _python("aiogram"))
CONVERSATION: Final = Contender(
    "PTB ConversationHandler, pickle", ("-m", "benchmarks.peers.conversation_bot"), _python("ptb")
)
PEERS: Final = (FSM, DIALOG, CONVERSATION)
NEEDS_REDIS: Final = (FSM, DIALOG)


def set_up() -> None:
    """Make or bring up to date the environments, and see to Redis. Raises `CalledProcessError`, `LookupError`."""
    uv = str(Path(sys.executable).parent / "uv")
    for environment in ("aiogram", "ptb"):
        python = _python(environment)
        if not Path(python).exists():
            subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, _FOLDER / environment], check=True)
        pins = _PINS / f"requirements-{environment}.txt"
        sync = ("pip", "sync", "--quiet", "--python", python, "--require-hashes", "--compile-bytecode", str(pins))
        subprocess.run([uv, *sync], check=True)
    install_redis()


def is_there(peer: Contender) -> bool:
    """Whether a peer can be started here."""
    return Path(peer.python).exists() and (peer not in NEEDS_REDIS or redis_program() is not None)
