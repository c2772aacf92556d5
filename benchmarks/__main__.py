"""`python -m benchmarks`: what can be measured, and the command line for it."""

from __future__ import annotations

import argparse
import sys

PARTS = {
    "walks": "letters written by 1, 50 and 500 people at once, beside a bare echo bot (about four minutes)",
    "peers": "the same beside other ways to hold a conversation; `--set-up` makes what they need first (six minutes)",
    "replicas": "one, two and three processes behind one webhook, on PostgreSQL (five minutes)",
    "sizes": "what a letter leaves in the database: rows and bytes of each table, on PostgreSQL (two minutes)",
    "draft": "the cost of one more answer in drafts with 0 to 500 answers",
    "documents": "how long a letter, a report and a year's agenda take to become files",
    "plan": "opening sections and saving answers in a big business plan beside an empty one, and its files",
    "reminders": "a tick of the scheduler over 100,000 facts with 100 due beside one over 1,000 facts",
    "notices": "ten thousand notices at Telegram's limits (six minutes)",
    "sentences": "what a sentence costs in each language, beside gettext alone",
    "storage": "what storage alone costs for one answer; has options of its own (`storage --help`)",
}


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measures the speed.",
        epilog="\n".join(f"  {name:9} {words}" for name, words in PARTS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="?", choices=tuple(PARTS), default="walks", help="what to measure")
    parser.add_argument("--short", action="store_true", help="only a little, to see that it works")
    parser.add_argument("--webhook", action="store_true", help="updates by webhook in place of polling (walks, peers)")
    parser.add_argument("--set-up", action="store_true", help="make the environments of the bots beside it (peers)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each bot is run, in turns (walks)")
    if sys.argv[1:2] == ["storage"]:
        _storage()
        return
    chosen = parser.parse_args()
    match chosen.part:
        case "walks":
            _walks(short=chosen.short, webhook=chosen.webhook, rounds=chosen.rounds)
        case "peers":
            from benchmarks.peers.table import main as peers

            peers(short=chosen.short, webhook=chosen.webhook, make=chosen.set_up)
        case "replicas":
            from benchmarks.replicas import main as replicas

            replicas(short=chosen.short)
        case "sizes":
            from benchmarks.sizes import main as sizes

            sizes(short=chosen.short)
        case "draft":
            from benchmarks.growing_draft import main as growing_draft

            growing_draft(short=chosen.short)
        case "plan":
            from benchmarks.big_plan import main as big_plan

            big_plan(short=chosen.short)
        case "reminders":
            from benchmarks.reminders import main as reminders

            reminders(short=chosen.short)
        case "notices":
            from benchmarks.notices import main as notices

            notices(short=chosen.short)
        case "sentences":
            from benchmarks.sentences import main as sentences

            sentences(short=chosen.short)
        case "documents":
            from benchmarks.documents import main as documents

            documents(short=chosen.short)


def _storage() -> None:
    from benchmarks.storage_cost import main as storage_cost

    del sys.argv[1]
    storage_cost()


def _walks(*, short: bool, webhook: bool, rounds: int) -> None:
    from benchmarks.table import report
    from benchmarks.walking import LONG, SHORT, measure

    walks = SHORT if short else LONG
    runs = measure(walks, 1 if short else rounds, webhook=webhook)
    command = " ".join(("python -m benchmarks", *sys.argv[1:]))
    print(report(walks, runs, command))


if __name__ == "__main__":
    main()
