"""What is chosen for the two sides of a comparison, and where choosing on leads to.

Parameters of the page: `left` and `right` (a report's id, or `~` and a draft's key), `side` (the
one to be chosen now), and of the list `q`, `unit`, `year`, `kind`, `page`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from index.errors import DuizhaoError, ReportNotFound
from index.model import NO_SCAN, Scan
from search.comparing.model import Compared
from search.model import ReportRow
from web import sides
from web.context import the_library
from web.language import language
from web.links import Args
from web.messages import sentence

SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A side as it stands: `value` names it in addresses, and is empty where nothing is chosen.

    `problem` says why what was asked for is not there. A draft has no `report_id`.
    """

    side: str
    value: str = ""
    report_id: int | None = None
    title: str = ""
    unit: str | None = None
    year: int | None = None
    kind: str | None = None
    file: str = ""
    characters: int = 0
    problem: str = ""
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class Choice:
    """Both sides, and `side`: the one that is chosen now."""

    left: Chosen
    right: Chosen
    side: str

    @property
    def here(self) -> Chosen:
        """The side that is chosen now."""
        return self.left if self.side == "left" else self.right

    @property
    def other(self) -> Chosen:
        """The side that is not chosen now."""
        return self.right if self.side == "left" else self.left

    @property
    def both(self) -> bool:
        """Whether there is something on both sides."""
        return bool(self.left.value and self.right.value)

    def taking(self, value: str | int) -> str:
        """Return where taking something for the side that is chosen now leads to."""
        here = str(value)
        if not self.other.value:
            return _choosing({self.side: here}, side=self.other.side)
        left, right = (here, self.right.value) if self.side == "left" else (self.left.value, here)
        return sides.address(left, right)

    def turning(self, side: str) -> str:
        """Return where one goes to choose the other side."""
        return _choosing(self._values(), side=side)

    def without(self, side: str) -> str:
        """Return where one goes to leave a side empty."""
        return _choosing({**self._values(), side: ""}, side=side)

    def swapped(self) -> str:
        """Return the same with both sides changed over."""
        values = self._values()
        other = self.other.side
        return _choosing({"left": values["right"], "right": values["left"]}, side=other)

    def _values(self) -> Mapping[str, str]:
        return {"left": self.left.value, "right": self.right.value}


def choice_in(args: Args) -> Choice:
    """Read what is chosen. Nothing is raised: what is not there is said beside its side."""
    left, right = (_chosen(args.get(side, ""), side) for side in SIDES)
    asked = args.get("side", "")
    if asked not in SIDES:
        asked = "right" if left.value and not right.value else "left"
    return Choice(left, right, asked)


def _chosen(value: str, side: str) -> Chosen:
    if not value.strip():
        return Chosen(side)
    try:
        given = sides.given(value, side)
        if given.report_id is None:
            return _draft(side, value.strip(), the_library().side(given, side))
        rows = the_library().standing((given.report_id,))
        if not rows:
            raise ReportNotFound("no_such_report", report=given.report_id)
        return _report(side, rows[0])
    except DuizhaoError as error:
        return Chosen(side, problem=sentence(error, language()))


def _report(side: str, row: ReportRow) -> Chosen:
    return Chosen(
        side,
        str(row.id),
        row.id,
        row.title,
        row.unit,
        row.year,
        row.kind,
        row.file,
        row.characters,
        scan=row.scan,
    )


def _draft(side: str, value: str, said: Compared) -> Chosen:
    return Chosen(
        side,
        value,
        None,
        said.title,
        said.unit,
        said.year,
        said.kind,
        said.file,
        said.characters,
        scan=said.scan,
    )


def _choosing(values: Mapping[str, str], *, side: str) -> str:
    kept = {name: value for name, value in values.items() if value}
    return url_for("choose.show", **kept, side=side)  # type: ignore[arg-type]
