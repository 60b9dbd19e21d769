"""Numbers of a table's cells as a spreadsheet holds them, shown as the report shows them."""

from __future__ import annotations

from typing import NamedTuple

from index.tables.amounts import number_in, own_measure

_MOST_DIGITS = 15  # of a number that a spreadsheet keeps exactly


class Amount(NamedTuple):
    """A number as a spreadsheet holds it, and the format that shows it as the report does."""

    value: float
    form: str


def amount_in(text: str) -> Amount | None:
    """Return what a cell is as a number, None where a spreadsheet would show it otherwise."""
    bare = text.strip()
    value = number_in(bare)
    measure = own_measure(bare)
    if value is None or measure not in (None, "%") or sum(map(str.isdigit, bare)) > _MOST_DIGITS:
        return None
    places = max(0, -int(value.as_tuple().exponent))
    percent = "%" if measure else ""
    for grouped in ("", ","):
        if f"{value:{grouped}.{places}f}{percent}" == bare:
            form = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "") + percent
            return Amount(float(value) / 100 if percent else float(value), form)
    return None
