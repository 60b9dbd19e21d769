"""What can be said on the command line of the benchmark. Standard library only."""

from __future__ import annotations

import argparse
from pathlib import Path

PARTS = (
    *("ingest", "open", "phrases", "search", "matrix", "http", "add", "reuse", "clusters"),
    "compare",
)


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line; ends the program where it is wrong."""
    parser = argparse.ArgumentParser(
        prog="benchmark.py",
        description="Measure duizhao beside other engines: is it complete, fast, small?",
    )
    parser.add_argument("--reports", type=_positive, default=2_000, metavar="N")
    parser.add_argument(
        "--only",
        type=_parts,
        default=frozenset(PARTS),
        metavar="PART,…",
        help=f"of {','.join(PARTS)}; a home is made first where there is none, but for compare",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="keep corpus and home; a run without ingest uses them again",
    )
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same questions")
    parser.add_argument(
        "--phrases", type=_positive, default=40, metavar="N", help="of each length (40)"
    )
    parser.add_argument(
        "--copies", type=_positive, default=20, metavar="N", help="of each kind (20)"
    )
    parser.add_argument(
        "--characters",
        type=_positive,
        default=100_000,
        metavar="N",
        help="of the longest reports compared (100,000)",
    )
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
