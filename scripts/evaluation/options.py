"""What can be said on the command line of the evaluation. Standard library only."""

from __future__ import annotations

import argparse
from pathlib import Path

PARTS = ("reuse", "comparing", "reading")


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line; ends the program where it is wrong."""
    parser = argparse.ArgumentParser(
        prog="evaluate.py",
        description="Copies of passages and whole reports, changed in many ways: are they found, "
        "is what was done to them recognised?",
    )
    parser.add_argument(
        "--only",
        type=_parts,
        default=frozenset(PARTS),
        metavar="PART,…",
        help=f"of {','.join(PARTS)} (all)",
    )
    parser.add_argument(
        "--reports",
        type=_folder,
        metavar="FOLDER",
        help="any folder of reports; else the sample reports",
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same copies")
    parser.add_argument(
        "--limit",
        type=_positive,
        default=100,
        metavar="N",
        help="copies of each kind, composed reports to be compared (100)",
    )
    parser.add_argument(
        "--named", action="store_true", help="only the kinds of edits that targets name"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    parser.add_argument("--check", action="store_true", help="fail where a target is missed")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _parts(text: str) -> frozenset[str]:
    chosen = frozenset(part.strip() for part in text.split(",") if part.strip())
    unknown = chosen - set(PARTS)
    if unknown or not chosen:
        named = ", ".join(sorted(unknown)) or "nothing"
        raise argparse.ArgumentTypeError(f"{named}: not one of {', '.join(PARTS)}")
    return chosen


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{text}: no folder")
    return folder
