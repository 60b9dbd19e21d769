"""Bringing a catalogue that an older program made up to date, in one transaction."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, inspect, select, update

from index.catalogue import schema
from index.catalogue.shapes import decode, standing_of


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
        connection.execute(
            insert(schema.path),
            [{"id": first + index, "pieces": list(path)} for index, path in standing.paths.items()],
        )
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
