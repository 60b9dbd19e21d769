"""The tables of the catalogue, in SQL that SQLite and PostgreSQL both speak.

A passage is a row of its id and its text, with what a hit shows of its place: its paragraph, and
which path it stands under (a row of its own, shared by all passages there). Part and role stand in
the report's codes, everything about the outline in its shape.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 5

metadata = MetaData()

# SQLite keeps rows by number only where the key is a plain INTEGER.
_Id = Integer().with_variant(BigInteger(), "postgresql")
_Json = JSON(none_as_null=True)

state = Table(
    "state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("schema_version", Integer, nullable=False),
    Column("generation", _Id, nullable=False),
    Column("next_report", _Id, nullable=False),
    Column("next_passage", _Id, nullable=False),
    Column("engine", String(40), nullable=False),  # the folder of the engine that answers
)

original = Table(
    "original",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", _Id, nullable=False),
    Column("zipped", Boolean, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=False),
    Column("status", String(10), nullable=False),
    Column("status_at", String(40)),
    Column("replaced_by", _Id),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), ForeignKey("original.sha256"), nullable=False),
    Column("added", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("unit", Text),
    Column("kind", Text),
    Column("sections", Integer, nullable=False),
    Column("first_passage", _Id, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("parents", _Json, nullable=False),
    Column("recognised", _Json, nullable=False),  # facts with their origins
    Column("corrections", _Json, nullable=False),  # what a person says instead
    Column("codes", LargeBinary, nullable=False),  # part and role, one byte a passage
    Column("rules", Integer),  # those it was read by; null: the first
    Column("scanned", Integer, nullable=False, server_default="0"),  # pages read from pictures
    Column("doubtful", Integer, nullable=False, server_default="0"),  # places of doubt in them
    Column("unread", Integer, nullable=False, server_default="0"),  # pages that stayed pictures
    Index("report_by_status", "status"),
    Index("report_by_sha256", "sha256"),
    Index("report_by_passage", "first_passage"),
)

shape = Table(
    "shape",
    metadata,
    Column("report", _Id, ForeignKey("report.id"), primary_key=True, autoincrement=False),
    Column("file_facts", _Json, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

passage = Table(
    "passage",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("paragraph", Integer),  # both are filled in where an older program made the table
    Column("path", _Id),
)

path = Table(
    "path",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=False),  # that of its first passage
    Column("pieces", _Json, nullable=False),
)

edit = Table(
    "edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", _Id, ForeignKey("report.id"), nullable=False, index=True),
    Column("field", String(10), nullable=False),
    Column("value", _Json),
    Column("earlier", _Json),
    Column("taken_back", Boolean, nullable=False),
    Column("at", String(40), nullable=False),
)

# A person's word is never overwritten: what ended stays, with the time at which it did.
exclusion = Table(
    "exclusion",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", _Id, ForeignKey("report.id"), nullable=False, index=True),
    Column("passage", _Id, ForeignKey("passage.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("taken_back", String(40)),
    Column("taken_back_by", Text),
)

mark = Table(
    "mark",
    metadata,
    Column("id", Integer, primary_key=True),  # the newest of a report holds
    Column("report", _Id, ForeignKey("report.id"), nullable=False, index=True),
    Column("mark", String(10)),  # null takes it off
    Column("by", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

image = Table(
    "image",
    metadata,
    Column("report", _Id, ForeignKey("report.id"), primary_key=True, autoincrement=False),
    Column("sha256", String(64), primary_key=True),
    Column("media", String(100), nullable=False),
    Column("size", _Id, nullable=False),
    Column("width", _Id),
    Column("height", _Id),
    Column("name", Text, nullable=False),
    Index("image_by_sha256", "sha256"),
)

# A file is refused once: `place` says where it was delivered, and is compared from `loose` on.
refused = Table(
    "refused",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False),  # the name that people know it by
    Column("place", Text, nullable=False, unique=True),
    Column("loose", Integer, nullable=False),
    Column("parents", _Json, nullable=False),
    Column("report", Boolean, nullable=False),  # False: its format is none of reports
    Column("key", String(80), nullable=False),
    Column("values", _Json, nullable=False),
    Column("at", String(40), nullable=False),
    Column("sha256", String(64), ForeignKey("original.sha256"), index=True),  # null: not kept
    Column("reason", Text),  # why a person took it out of the count
    Column("by", Text),
    Column("taken_out", String(40)),
    sqlite_autoincrement=True,  # an id on a page that is still open never means another file
)
