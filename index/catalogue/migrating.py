"""Bringing a catalogue that an older program made up to date, in one transaction."""

from __future__ import annotations

import zlib
from collections import defaultdict
from contextlib import suppress

from sqlalchemy import Connection, bindparam, inspect, select, update

from index.catalogue import schema
from index.catalogue.changes import keep_paths
from index.catalogue.evidence import keep_images
from index.catalogue.shapes import decode, standing_of
from index.model import EmbeddedImage

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def add_standing(connection: Connection) -> None:
    """From 1 to 2: passages know their paragraph and their path. Takes some 3 ms a report."""
    if connection.execute(select(schema.state.c.schema_version)).scalar() != 1:
        return  # another process was faster
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
    connection.execute(update(schema.state).values(schema_version=2))


def add_evidence(connection: Connection) -> None:
    """From 2 to 3: room for what people say of reuse, and the images of the kept Word files.

    Takes under 1 ms a report, and as long as unpacking takes where there are images. What was
    not Word when it came in has been converted once and is not converted again.
    """
    if connection.execute(select(schema.state.c.schema_version)).scalar() != 2:
        return
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
    connection.execute(update(schema.state).values(schema_version=3))


def _images(data: bytes, *, zipped: bool) -> tuple[EmbeddedImage, ...]:
    from index.readers.wordimages import images_of  # loads the Word library

    with suppress(zlib.error):  # a damaged original is for `check` to tell
        return images_of(zlib.decompress(data) if zipped else data)
    return ()
