"""Clusters as a table with a row for each passage, or as a document to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from search.clusters.model import Cluster, Clusters, ClustersRequest, Member
from search.exports import alike, scanned, statement, words
from search.exports.commas import lines
from search.exports.gathering import Steps
from search.exports.places import Place
from search.exports.reuse.dossier import called
from search.exports.statement import Lines, moment
from search.exports.wordfile import Paper
from search.exports.words import Say
from search.exports.workbook import workbook

MOST = 100_000  # passages in one table
MOST_READ = 2_000  # in one document

Value = str | float | None

TITLES = (
    alike.CLUSTER,
    alike.SIZE_OF,
    alike.UNITS,
    words.IN_REPORTS,
    alike.LEAST_ALIKE,
    alike.STOCK,
    alike.MEMBER,
    alike.SCORE,
    words.UNIT,
    words.TITLE,
    words.YEAR,
    words.PATH,
    words.PARAGRAPH,
    words.TEXT,
    words.SCANNED_PAGES,
    words.FILE,
    words.HASH,
    words.REPORT_ID,
    words.PASSAGE_ID,
)
_WIDTHS = (6, 6, 7, 7, 9, 6, 6, 8, 18, 30, 7, 36, 9, 80, 9, 36, 24, 10, 10)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Totals of all clusters that pass (`found`, without clusters), and those that are listed,
    each with the places of its passages; `left_out` passages are not.
    """

    found: Clusters
    clusters: tuple[tuple[Cluster, tuple[Place, ...]], ...]
    left_out: int


def about(
    request: ClustersRequest, gathered: Gathered, say: Say, *, at: datetime, limit: int
) -> Lines:
    """Return what a file says of itself."""
    found = gathered.found
    chosen = [say(alike.LEAST_SIZE).format(size=request.size)]
    chosen += [say(alike.ACROSS)] if request.across else []
    chosen += [] if request.stock else [say(alike.WITHOUT_STOCK_TEXT)]
    totals = say(alike.CLUSTERS_SAID)
    told = [
        (say(alike.CHOSEN), "；".join(chosen)),
        (say(words.FILTERS), statement.filters(request.filters, say)),
        *statement.when(at, found.searched, say),
        (
            say(words.FOUND),
            totals.format(clusters=f"{found.total:,}", passages=f"{found.passages:,}"),
        ),
    ]
    if gathered.left_out:
        text = say(words.LEFT_OUT_PASSAGES)
        text = text.format(left_out=f"{gathered.left_out:,}", limit=f"{limit:,}")
        told.append((say(words.LEFT_OUT), text))
    how = say(alike.CLUSTERS_HOW).format(threshold=f"{100 * found.threshold:g}")
    told += [(say(alike.METHOD), how), (say(alike.METHOD), say(alike.METHODS[0]))]
    cutoff = found.cutoff
    stock = say(alike.NO_STOCK if cutoff.least is None else alike.STOCK_SAID)
    told.append(
        (
            say(alike.STOCK_HOW),
            stock.format(
                units=f"{cutoff.units:,}", least=cutoff.least, share=f"{100 * cutoff.share:g}"
            ),
        )
    )
    return [*told, statement.program(say)]


def to_workbook(target: Path, told: Lines, gathered: Gathered, steps: Steps, say: Say) -> None:
    """Write the statement, and a row for each passage. Raises OSError, Stopped."""
    with workbook(target, say) as book:
        book.about(told)
        sheet = book.sheet(say(alike.CLUSTERS), _WIDTHS)
        sheet.head([say(title) for title in TITLES], rows=steps.total, fixed=1)
        for number, row in enumerate(_rows(gathered, say), 1):
            sheet.row(row)
            steps.every(number)


def to_lines(target: Path, at: datetime, gathered: Gathered, steps: Steps, say: Say) -> None:
    """Write a line for each passage. Raises OSError, Stopped."""
    over = (words.TIME, words.SEARCHED, words.REFUSED, *scanned.OVER)
    titles = (*TITLES, *over, words.LEFT_OUT)
    searched = gathered.found.searched
    same = (
        moment(at),
        searched.reports,
        searched.refused,
        *scanned.over(searched),
        gathered.left_out,
    )
    with lines(target) as file:
        file.row([say(title) for title in titles])
        for number, row in enumerate(_rows(gathered, say), 1):
            file.row([*row, *same])
            steps.every(number)


def to_paper(target: Path, told: Lines, gathered: Gathered, steps: Steps, say: Say) -> None:
    """Write a document, cluster by cluster. Raises OSError, Stopped."""
    paper = Paper(say(alike.CLUSTERS))
    for name, value in told:
        paper.fact(name, value)
    if not gathered.clusters:
        paper.line(say(alike.NO_SIMILAR))
    for number, (cluster, places) in enumerate(gathered.clusters, 1):
        head = say(alike.CLUSTER_SAID).format(
            number=number, size=cluster.size, reports=cluster.reports, units=cluster.units
        )
        paper.heading(head)
        for member, place in zip(cluster.members, places, strict=True):
            named = called(say, member.unit, member.title, member.year, member.scan)
            score = f"{100 * member.similarity:.1f}%"
            paper.small(f"{named}　{' › '.join(place.path)}　{score}")
            paper.line(member.text)
            source = say(words.SOURCE)
            paper.small(
                source.format(file=place.file, paragraph=place.paragraph, sha256=place.sha256)
            )
        steps.step(len(cluster.members))
    paper.save(target)


def _rows(gathered: Gathered, say: Say) -> Iterator[list[Value]]:
    for number, (cluster, places) in enumerate(gathered.clusters, 1):
        head: list[Value] = [
            number,
            cluster.size,
            cluster.units,
            cluster.reports,
            round(100 * cluster.similarity, 1),
            say(alike.YES) if cluster.stock else None,
        ]
        both: Sequence[tuple[Member, Place]] = list(zip(cluster.members, places, strict=True))
        for inside, (member, place) in enumerate(both, 1):
            yield [
                *head,
                inside,
                round(100 * member.similarity, 1),
                member.unit,
                member.title,
                member.year,
                " › ".join(place.path),
                place.paragraph,
                member.text,
                scanned.pages(member.scan),
                place.file,
                place.sha256,
                member.report_id,
                member.passage_id,
            ]
