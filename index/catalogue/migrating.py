"""Bringing a catalogue that an older program made up to date, in one transaction.

Each version is reached by a list of changes, which know nothing of each other.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import PurePosixPath

from sqlalchemy import Connection, bindparam, inspect, select, update

from index.catalogue import schema
from index.catalogue.changes import keep_paths
from index.catalogue.evidence import keep_images
from index.catalogue.records import Refusal
from index.catalogue.refusals import refuse
from index.catalogue.shapes import decode, standing_of
from index.model import EmbeddedImage
from index.places import MISSING, UNPLACED
from index.readers.formats import NO_REPORT, UNREAD, is_document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def version(connection: Connection) -> int | None:
    """Return which version's tables a catalogue has; None where it does not say."""
    return connection.execute(select(schema.state.c.schema_version)).scalar()


def migrate(connection: Connection) -> None:
    """Make every change that a catalogue lacks, in order. Costs what each of them says."""
    found = version(connection)
    for number, changes in STEPS.items():
        if found is not None and found < number:
            for change in changes:
                change(connection)
    connection.execute(update(schema.state).values(schema_version=max(STEPS)))


def add_standing(connection: Connection) -> None:
    """Let passages know their paragraph and their path. Takes some 3 ms a report."""
    if "path" not in inspect(connection).get_table_names():
        schema.path.create(connection)
    for column in ("paragraph", "path"):
        connection.exec_driver_sql(f"ALTER TABLE passage ADD COLUMN {column} INTEGER")
    report, shape, passage = schema.report.c, schema.shape.c, schema.passage
    rows = connection.execute(
        select(report.first_passage, report.codes, shape.data).join_from(
            schema.report, schema.shape, shape.report == report.id
        )
    ).all()
    placing = (
        update(passage)
        .where(passage.c.id == bindparam("one"))
        .values(paragraph=bindparam("stands_in"), path=bindparam("under"))
    )
    for first, codes, data in rows:
        standing = standing_of(decode(data, codes).passages)
        if not standing.paths:
            continue
        keep_paths(connection, first, standing)
        connection.execute(
            placing,
            [
                {"one": first + index, "stands_in": paragraph, "under": first + under}
                for index, (paragraph, under) in enumerate(
                    zip(standing.paragraphs, standing.under, strict=True)
                )
            ],
        )


def add_evidence(connection: Connection) -> None:
    """Make room for what people say of reuse, and keep the images of the kept Word files.

    Takes under 1 ms a report, and as long as unpacking takes where there are images. What was
    not Word when it came in has been converted once and is not converted again.
    """
    for table in (schema.exclusion, schema.mark, schema.image):
        table.create(connection, checkfirst=True)
    report, original = schema.report.c, schema.original
    files: dict[str, list[int]] = defaultdict(list)
    for report_id, sha256, said in connection.execute(
        select(report.id, report.sha256, schema.shape.c.file_facts).join_from(
            schema.report, schema.shape, schema.shape.c.report == report.id
        )
    ):
        if said.get("media") == WORD:
            files[sha256].append(report_id)
    for sha256, report_ids in files.items():
        row = connection.execute(
            select(original.c.data, original.c.zipped).where(original.c.sha256 == sha256)
        ).first()
        images = _images(row.data, zipped=row.zipped) if row is not None else ()
        for report_id in report_ids:
            keep_images(connection, report_id, images)


def place_refusals(connection: Connection) -> None:
    """Give refusals a place, a reason why they do not count, and room for their bytes.

    A path that was mistyped was never a file, and a picture never a report: the former are
    dropped, the latter are no refused reports any more. Where a file was delivered is not known
    of older refusals, nor are its bytes. Takes some 0.1 ms a refusal.
    """
    old = connection.exec_driver_sql('SELECT file, "key", "values", at FROM refused').all()
    connection.exec_driver_sql("DROP TABLE refused")
    schema.refused.create(connection)
    for file, key, values, at in old:
        if key == MISSING:
            continue
        *above, name = PurePosixPath(file).parts or (file,)
        is_report = key != UNREAD or is_document(name)
        refuse(
            connection,
            Refusal(
                file=file,
                key=key if is_report else NO_REPORT,
                values=json.loads(values),
                at=at,
                loose=UNPLACED,
                parents=tuple(folder.removesuffix(".zip") for folder in above),
                report=is_report,
            ),
        )


def add_rules(connection: Connection) -> None:
    """Let reports know the rules that they were read by: until now, the first. Takes no time."""
    connection.exec_driver_sql("ALTER TABLE report ADD COLUMN rules INTEGER")


def add_scanned(connection: Connection) -> None:
    """Let reports know how many of their pages were read from pictures: until now, none."""
    connection.exec_driver_sql("ALTER TABLE report ADD COLUMN scanned INTEGER NOT NULL DEFAULT 0")


def add_doubtful(connection: Connection) -> None:
    """Let reports know at how many places what was read from pictures may be wrong: at none."""
    connection.exec_driver_sql("ALTER TABLE report ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0")


def add_unread(connection: Connection) -> None:
    """Let reports know how many of their pages are pictures that nobody read.

    Until they are read anew, nobody knows of any.
    """
    connection.exec_driver_sql("ALTER TABLE report ADD COLUMN unread INTEGER NOT NULL DEFAULT 0")


STEPS: dict[int, Sequence[Callable[[Connection], None]]] = {
    2: (add_standing,),
    3: (add_evidence,),
    4: (place_refusals, add_rules),
    5: (add_scanned, add_doubtful, add_unread),
}
"""The changes that lead to each version. A change must not rely on another of its own version."""


def _images(data: bytes, *, zipped: bool) -> tuple[EmbeddedImage, ...]:
    from index.readers.wordimages import images_of  # loads the Word library

    with suppress(zlib.error):  # a damaged original is for `check` to tell
        return images_of(zlib.decompress(data) if zipped else data)
    return ()
