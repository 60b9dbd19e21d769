"""The catalogue: the truth about every report, in SQL, with one commit point (the generation).

Reports, originals, passages, corrections and refusals go in and come out as plain frozen data.
Nothing outside this package imports SQLAlchemy.
"""

from index.catalogue.catalogue import Catalogue
from index.catalogue.changes import Change
from index.catalogue.columns import Columns, Places, Snapshot
from index.catalogue.packing import Packed, Squeezed, corrected, pack, squeeze
from index.catalogue.records import (
    FIELDS,
    Claim,
    Correction,
    Entry,
    Exclusion,
    KeptPassage,
    Mark,
    Marking,
    Record,
    Refusal,
    SharedImage,
    State,
    Status,
    Value,
    Version,
)
from index.catalogue.shapes import Shape, with_text

__all__ = [
    "FIELDS",
    "Catalogue",
    "Change",
    "Claim",
    "Columns",
    "Correction",
    "Entry",
    "Exclusion",
    "KeptPassage",
    "Mark",
    "Marking",
    "Packed",
    "Places",
    "Record",
    "Refusal",
    "Shape",
    "SharedImage",
    "Snapshot",
    "Squeezed",
    "State",
    "Status",
    "Value",
    "Version",
    "corrected",
    "pack",
    "squeeze",
    "with_text",
]
