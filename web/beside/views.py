"""What an address asks of the page of a comparison, and what the page says of the whole.

Parameters: `left`, `right` (web.sides), `show` (all, or only what differs), `hide` (kinds of rows
with commas between: of `SWITCHES`), `section` (a number in `Comparison.sections`), `quiet=no` (do
not mark changes of punctuation), `fold` (numbers of sections that are shut, or `all`), `cells`
(of tables: together or apart; by their width without it), `at` (the difference one stands at,
from 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from search.comparing.model import Comparison, Row, RowKind
from web.beside.gridmodel import Cells
from web.beside.sections import AMONG, MOVED, TABLES, counted
from web.forms import whole
from web.language import LazyString
from web.language import lazy_gettext as _l
from web.links import Args
from web.words import MOVED as MOVED_WORD
from web.words import MOVED_SIGN, ROW_KINDS, ROW_SIGNS

_MANY = 1_000_000
_FEW = 0.15  # share of rows with both sides: with fewer the two have little in common
_SPLIT = "split"

# What can be switched off, each with the kinds it stands for.
SWITCHES: dict[str, tuple[RowKind, ...]] = {
    "same": (RowKind.SAME,),
    "figures": (RowKind.FIGURES,),
    "edited": (RowKind.EDITED,),
    _SPLIT: (RowKind.SPLIT, RowKind.MERGED),
    "left_only": (RowKind.LEFT_ONLY,),
    "right_only": (RowKind.RIGHT_ONLY,),
}


@dataclass(frozen=True, slots=True)
class View:
    """What is shown. `section` is -1 for all; `folded` is None where all sections are shut."""

    everything: bool
    off: frozenset[str]
    section: int
    quiet: bool
    folded: frozenset[int] | None
    at: int
    cells: Cells | None = None

    @property
    def hidden(self) -> frozenset[str]:
        """The values of RowKind that are switched off, and those of AMONG."""
        kinds = {kind.value for name in self.off for kind in SWITCHES.get(name, ())}
        return frozenset(kinds | (self.off & {*AMONG}))


@dataclass(frozen=True, slots=True)
class Switch:
    """A count that is a switch as well. `change` is the parameter that a click changes; `leads`
    is the first of those whose rows the others count too.
    """

    name: str
    sign: str
    word: LazyString
    count: int
    on: bool
    change: tuple[str, str]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of the two as a whole: `key` is self, identical, alike, little or empty."""

    key: str
    aligned: int = 0
    rows: int = 0


def tidied(args: Args) -> Args:
    """Return the parameters with one way to hide what is the same: not to show all."""
    kept = args.copy()
    hidden = [name for name in args.get("hide", "").split(",") if name]
    if "same" in hidden:
        kept.pop("show", None)
        kept["hide"] = ",".join(name for name in hidden if name != "same")
    return kept


def view_in(args: Args, sections: int) -> View:
    """Read what is to be shown; unknown kinds are ignored. Raises BadQuery (section, at)."""
    off = frozenset(args.get("hide", "").split(",")) & {*SWITCHES, *AMONG}
    most = max(0, sections - 1)
    section = whole(args.get("section", ""), "section", 0, most, default=-1) if sections else -1
    fold = args.get("fold", "")
    numbers = frozenset(int(number) for number in re.findall(r"[0-9]{1,6}", fold))
    return View(
        everything=args.get("show") == "all",
        off=off,
        section=section,
        quiet=args.get("quiet") != "no",
        folded=None if fold == "all" else numbers,
        at=whole(args.get("at", ""), "at", 0, _MANY, default=0),
        cells=next((one for one in Cells if one.value == args.get("cells")), None),
    )


def switches(rows: Iterable[Row], view: View) -> tuple[Switch, ...]:
    """Return the switches with their counts. That of what is the same is `show` itself.

    What few pairs of reports have (splits, moves, rows of tables) has one only where it is there.
    """
    count = counted(rows)
    found = []
    for name, kinds in SWITCHES.items():
        total = sum(count[kind.value] for kind in kinds)
        if name == _SPLIT and not total:
            continue
        on = name not in view.off and (view.everything or name != "same")
        if name == "same":
            change = ("show", "" if on else "all")
        else:
            change = ("hide", _toggled(view.off, name))
        word = _l("拆分合并") if name == _SPLIT else ROW_KINDS[kinds[0]]
        sign = ROW_SIGNS[kinds[0]]
        found.append(Switch(name, sign, word, total, on, change))
    leads = True
    for name, sign, word in ((MOVED, MOVED_SIGN, MOVED_WORD), (TABLES, "", _l("表格的行"))):
        if count[name]:
            change = ("hide", _toggled(view.off, name))
            on = name not in view.off
            found.append(Switch(name, sign, word, count[name], on, change, leads))
            leads = False
    return tuple(found)


def remark(found: Comparison) -> Remark | None:
    """Return what is to be said before all rows, if anything is."""
    rows = found.rows
    if not rows:
        return Remark("empty")
    left, right = found.left, found.right
    if left.report is not None and right.report is not None and left.report.id == right.report.id:
        return Remark("self")
    if all(row.kind is RowKind.SAME and not row.moved for row in rows):
        literal = all(_texts_are_equal(row) for row in rows)
        return Remark("identical" if literal else "alike")
    aligned = sum(row.left is not None and row.right is not None for row in rows)
    if aligned < _FEW * len(rows):
        return Remark("little", aligned, len(rows))
    return None


def _texts_are_equal(row: Row) -> bool:
    return row.left is not None and row.right is not None and row.left.text == row.right.text


def _toggled(off: frozenset[str], name: str) -> str:
    return ",".join(one for one in (*SWITCHES, *AMONG) if (one in off) != (one == name))
