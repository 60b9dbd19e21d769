"""A library in memory, with the methods and data of the real one and a plain scan for a search.

Its reports are written here and describe nobody.
"""

from __future__ import annotations

import hashlib
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from index.errors import BadQuery, ReportNotFound
from index.model import (
    FileFacts,
    Origin,
    Outline,
    Part,
    Passage,
    Removed,
    Role,
    Section,
    Span,
    Where,
    Why,
)
from search.comparing.following.followed import Trail, TrailRequest
from search.comparing.peers import Peers
from search.coverage import Coverage
from search.library import Library
from search.model import (
    Added,
    AddReport,
    CheckResult,
    Completion,
    Facets,
    Filters,
    Group,
    Hit,
    Matrix,
    MatrixRequest,
    Mode,
    PhraseCounts,
    Progress,
    RefusedFile,
    Report,
    ReportPage,
    ReportRow,
    Request,
    Result,
    Rung,
    Searched,
    Sort,
    Step,
    Suggestion,
    Table,
    Use,
    Version,
    Within,
)
from tests.web.fake_clusters import FakeClustering
from tests.web.fake_reuse import FakeReusing


class FakeLibrary(FakeReusing, FakeClustering, Library):
    """Starts with `reports`; `gate` holds adds back until it is set."""

    def __init__(self, home: Path, reports: tuple[Report, ...] = ()) -> None:
        self.home = home  # and nothing of the real one
        self.kept = {report.row.id: report for report in reports}
        self.gone: dict[int, Report] = {}
        self.refused = 2 if reports else 0
        self.raises: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.got: list[str] = []
        self.older = 0

    def standing(self, report_ids: Iterable[int]) -> tuple[ReportRow, ...]:
        return tuple(self.kept[one].row for one in report_ids if one in self.kept)

    def outdated(self) -> int:
        return self.older

    def report_now(self, report_id: int) -> int:
        return report_id

    def peers(self, report_id: int, most: int = 12) -> Peers:
        return Peers(self.report(report_id).row)

    def trail(self, request: TrailRequest) -> Trail:
        for report in self.kept.values():
            for passage in report.outline.passages:
                if report.first_passage + passage.index == request.passage_id:
                    row = report.row
                    own = (request.passage_id, row.id, row.unit, row.year, passage.text)
                    return Trail(*own, (), (), 1, 1, 1, row.year, row.year)
        raise ReportNotFound("no_such_passage", passage=request.passage_id)

    def close(self) -> None:
        """Hold nothing, let go of nothing."""

    def search(self, request: Request) -> Result:
        if self.raises:
            raise self.raises
        if not request.query.strip(" \"'|#-"):
            raise BadQuery("quote_open", field="query", at=1)
        return self._answer(request)

    def ladder(self, request: Request) -> tuple[Step, ...]:
        found = (self._answer(replace(request, mode=Mode(rung.value))) for rung in Rung)
        return tuple(Step(f.rung, f.passages, f.occurrences, f.reports) for f in found)

    def table(self, request: Request) -> Table:
        found = self._answer(replace(request, limit=10**6, offset=0, grouped=False))
        kept = [r.row for r in self.kept.values() if _fits(r.row, request.filters)]
        units = sorted({row.unit for row in kept}, key=lambda unit: (unit is None, unit or ""))
        years = sorted({row.year for row in kept}, key=lambda year: (year is None, year or 0))
        held = Counter((row.unit, row.year) for row in kept)
        passages = Counter((hit.unit, hit.year) for hit in found.hits)
        occurrences: Counter[tuple[str | None, int | None]] = Counter()
        for hit in found.hits:
            occurrences[hit.unit, hit.year] += hit.occurrences

        def counts(of: Counter) -> tuple[tuple[int, ...], ...]:
            return tuple(tuple(of[unit, year] for year in years) for unit in units)

        return Table(
            tuple(units), tuple(years), counts(occurrences), counts(passages), counts(held)
        )

    def elsewhere(self, passage_ids) -> dict[int, int]:
        texts = {
            report.first_passage + passage.index: (passage.text, report.row.id)
            for report in self.kept.values()
            for passage in report.outline.passages
        }
        holders: dict[str, set[int]] = {}
        for text, report_id in texts.values():
            holders.setdefault(text, set()).add(report_id)
        return {one: len(holders[texts[one][0]]) - 1 for one in passage_ids if one in texts}

    def near(self, request: Request) -> tuple[Suggestion, ...]:
        query = request.query.strip()
        halves = (query[: len(query) // 2], query[len(query) // 2 :])
        counts = {
            half: self._answer(Request(half, Mode.EXACT)).occurrences for half in halves if half
        }
        return tuple(Suggestion(half, count) for half, count in counts.items() if count)

    def complete(self, text: str, limit: int = 8) -> tuple[Completion, ...]:
        headings = {
            passage.text
            for report in self.kept.values()
            for passage in report.outline.passages
            if passage.part is not Part.BODY and text in passage.text
        }
        return tuple(
            Completion(heading, "heading", self._answer(Request(heading, Mode.EXACT)).occurrences)
            for heading in sorted(headings)[:limit]
        )

    def matrix(self, request: MatrixRequest) -> Matrix:
        """By unit and year, whatever the axis asked for."""
        asked = [Request(phrase, Mode.EXACT, request.filters) for phrase in request.phrases]
        tables = [self.table(one) for one in asked]
        if not tables:
            raise BadQuery("no_phrases", field="phrase")
        units = tuple(unit or "" for unit in tables[0].rows)
        return Matrix(
            request.rows, units, units, tables[0].columns, tables[0].held,
            tuple(self._counts(*pair) for pair in zip(asked, tables, strict=True)),
            self.size(), sum(map(sum, tables[0].held)),
        )  # fmt: skip

    def _counts(self, request: Request, table: Table) -> PhraseCounts:
        found = self._answer(replace(request, limit=10**6))
        dated = sorted((hit.year, hit.report_id) for hit in found.hits if hit.year)
        uses = [Use(year, report_id) for year, report_id in dated] or [None]
        by_year = tuple(map(sum, zip(*table.occurrences, strict=True)))
        return PhraseCounts(
            request.query, table.occurrences, found.occurrences, found.passages, found.reports,
            uses[0], uses[-1], found.units, by_year,
        )  # fmt: skip

    def export_hits(self, request: Request, target: Path, **_options: object) -> int:
        hits = self._answer(replace(request, limit=10**6, grouped=False)).hits
        target.write_text("\n".join(hit.text for hit in hits), encoding="utf-8")
        return len(hits)

    def export_matrix(self, request: MatrixRequest, target: Path, **_options: object) -> int:
        phrases = self.matrix(request).phrases
        target.write_text("\n".join(f"{p.phrase} {p.total}" for p in phrases), encoding="utf-8")
        return len(phrases)

    def find_in(self, report_id: int, query: str) -> Result:
        self.report(report_id)
        found = self._answer(Request(query, filters=Filters(reports=(report_id,)), limit=10**6))
        return replace(found, hits=tuple(sorted(found.hits, key=lambda hit: hit.index)))

    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({report.row.kind for report in self.kept.values() if report.row.kind}))

    def copies(self) -> tuple[Path, ...]:
        return ()

    def coverage(self) -> Coverage:
        return Coverage()

    def size(self) -> Searched:
        if self.raises:
            raise self.raises
        passages = sum(report.row.passages for report in self.kept.values())
        return Searched(len(self.kept), passages, self.refused)

    def reports(
        self,
        filters: Filters = Filters(),  # noqa: B008
        *,
        text: str = "",
        incomplete: bool = False,
        sort: str = "-added",
        limit: int | None = None,
        offset: int = 0,
    ) -> ReportPage:
        rows = [report.row for report in self.kept.values()]
        lacking = [row for row in rows if None in (row.year, row.unit, row.kind)]
        kept = lacking if incomplete else rows
        kept = [row for row in kept if _fits(row, filters)]
        kept = [row for row in kept if text in f"{row.title} {row.unit} {row.file} {row.year}"]
        field = sort.removeprefix("-")
        kept.sort(key=lambda row: _sortable(getattr(row, field)), reverse=sort.startswith("-"))
        end = None if limit is None else offset + limit
        return ReportPage(
            tuple(kept[offset:end]),
            len(kept),
            tuple(sorted({row.year for row in rows}, key=lambda y: (y is None, -(y or 0)))),
            tuple(sorted({row.unit for row in rows}, key=lambda u: (u is None, u or ""))),
            tuple(sorted({row.kind for row in rows}, key=lambda k: (k is None, k or ""))),
            len(lacking),
        )

    def report(self, report_id: int) -> Report:
        if report_id not in self.kept:
            raise ReportNotFound("no_such_report", report=report_id)
        return self.kept[report_id]

    def original(self, report_id: int) -> tuple[str, bytes]:
        report = self.report(report_id)
        return report.row.file, "\n".join(p.text for p in report.outline.passages).encode()

    def add(
        self,
        paths,
        *,
        manifest=None,
        workers=None,
        progress=None,
        cancelled=None,
    ) -> AddReport:
        """Read only names: 扫描 is refused, 无年份 has no year, 重复 was there already."""
        files = sorted(
            file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))
        )
        root = next(iter(paths))
        names = [file.relative_to(root).as_posix() for file in files if file.is_file()]
        added: list[Added] = []
        unchanged: list[Added] = []
        refused: list[RefusedFile] = []
        for done, name in enumerate(names):
            self.gate.wait(20)
            if cancelled and cancelled():
                break
            if progress:
                progress(Progress(done + 1, len(names), done * 10, 0.1 * done, name))
            self.got.append(name)
            if "扫描" in name:
                refused.append(RefusedFile(name, "no_text_layer", {"file": name, "pages": 38}))
                continue
            year = None if "无年份" in name else 2024
            report = a_report(max([0, *self.kept, *self.gone]) + 1, unit="港务集团", year=year)
            row = replace(report.row, file=name)
            was = Added(row.id, name, row.title, year, row.unit, row.kind, 3, row.passages, 4)
            if "重复" in name:
                unchanged.append(replace(was, id=min(self.kept)))
                continue
            self.kept[row.id] = replace(report, row=row)
            added.append(was)
        return AddReport(tuple(added), tuple(unchanged), (), tuple(refused))

    def edit(self, report_id: int, **values: str | int | None) -> Report:
        report = self.report(report_id)
        origins = {**report.origins, **dict.fromkeys(values, Origin.PERSON)}
        changed = replace(report, row=replace(report.row, **values), origins=origins)
        self.kept[report_id] = changed
        return changed

    def forget_edits(self, report_id: int, fields) -> Report:
        report = self.report(report_id)
        was = {field: report.recognised[field] for field in fields}
        origins = {**report.origins, **dict.fromkeys(was, Origin.TITLE)}
        self.kept[report_id] = replace(report, row=replace(report.row, **was), origins=origins)
        return self.kept[report_id]

    def remove(self, report_ids) -> None:
        ids = list(report_ids)
        for report_id in ids:
            self.report(report_id)
        for report_id in ids:
            self.gone[report_id] = self.kept.pop(report_id)

    def bring_back(self, report_id: int) -> Report:
        if report_id not in self.gone:
            raise ReportNotFound("no_such_report", report=report_id)
        self.kept[report_id] = self.gone.pop(report_id)
        return self.kept[report_id]

    def check(self) -> CheckResult:
        return CheckResult(len(self.kept), 0, ())

    def _answer(self, request: Request) -> Result:
        rung = Rung(request.mode.value) if request.mode is not Mode.LADDER else self._rung(request)
        hits = self._hits(request, rung)
        order = request.sort or (Sort.RELEVANCE if rung is Rung.WORDS else Sort.OCCURRENCES)
        if order is Sort.YEAR:
            hits.sort(key=lambda hit: -(hit.year or 0))
        elif order is Sort.UNIT:
            hits.sort(key=lambda hit: (hit.unit is None, hit.unit or ""))
        else:
            hits.sort(key=lambda hit: (-hit.occurrences, -(hit.year or 0)))
        groups = _groups(hits) if request.grouped else []
        page = slice(request.offset, request.offset + request.limit)
        shown = [hit for group in groups[page] for hit in group.hits]
        return Result(
            query=request.query,
            rung=rung,
            passages=len(hits),
            occurrences=sum(hit.occurrences for hit in hits),
            reports=len({hit.report_id for hit in hits}),
            units=len({hit.unit for hit in hits} - {None}),
            years=tuple(sorted({hit.year for hit in hits} - {None})),
            searched=self.size(),
            facets=self._facets(hits),
            hits=tuple(shown if request.grouped else hits[page]),
            terms=tuple(_words(request.query)) if rung is Rung.WORDS else (),
            groups=tuple(groups[page]),
        )

    def _rung(self, request: Request) -> Rung:
        """The first that finds something before filters; exact where none does."""
        bare = replace(request, filters=Filters())
        return next((rung for rung in Rung if self._hits(bare, rung)), Rung.EXACT)

    def _hits(self, request: Request, rung: Rung) -> list[Hit]:
        find = _scan_loose if rung is Rung.LOOSE else _scan
        terms = _words(request.query) if rung is Rung.WORDS else request.query.split()
        terms = [term.strip('"') for term in terms]
        hits = []
        for report in self.kept.values():
            if not _fits(report.row, request.filters):
                continue
            passages = report.outline.passages
            whole = request.within is Within.REPORT
            if whole and not all(any(find(p.text, term) for p in passages) for term in terms):
                continue
            for passage in passages:
                if request.filters.roles and passage.role not in request.filters.roles:
                    continue
                found = [find(passage.text, term) for term in terms]
                if any(found) if whole else all(found):
                    spans = sorted({span for each in found for span in each})
                    hits.append(_hit(report, passage, tuple(spans)))
        return hits

    def _facets(self, hits: list[Hit]) -> Facets:
        rows = [report.row for report in self.kept.values()]

        def count(field: str) -> dict[str, int]:
            zero = {str(getattr(row, field) or ""): 0 for row in rows}
            return {**zero, **Counter(str(getattr(hit, field) or "") for hit in hits)}

        roles = Counter(hit.role.value if hit.role else "" for hit in hits)
        zero_roles = {role.value: 0 for role in Role}
        where = {one.value: 0 for one in Where} | {Where.BODY.value: len(hits)}
        return Facets(count("year"), count("unit"), count("kind"), {**zero_roles, **roles}, where)


def a_report(
    report_id: int = 1,
    *,
    title: str = "2023年度抓基层党建工作述职报告",
    unit: str | None = "城投集团",
    year: int | None = 2023,
    kind: str | None = "党建述职报告",
    file: str = "",
    texts: tuple[str, ...] = (),
) -> Report:
    """Build a report with two sections, points, masks, a piece removed in the middle of a word."""
    writer = _Writer()
    head = writer.passage(title, Part.TITLE)
    opening = "2023年，在×××党委领导下，本单位坚持以学促干，各项工作稳步推进。"
    preamble = (writer.passage(opening),)
    done = writer.passage("一、主要做法及成效", Part.HEADING, role=Role.DONE)
    first = writer.passage(
        "1.压实管党治党责任。", Part.HEADING, path=("一、主要做法及成效",), role=Role.DONE
    )
    path = ("一、主要做法及成效", "1.压实管党治党责任。")
    points = [
        writer.passage(text, label=label, path=path, role=Role.DONE)
        for label, text in (
            (None, "坚持书记抓、抓书记，把安全生产与党建工作同部署、同检查、同考核。"),
            ("一是", "一是坚持“第一议题”制度，全年组织学习24次，覆盖党员1,356人次；"),
            ("二是", "二是整顿软弱涣散党支部3个，调整不称职书记XX名，安全生产形势平稳；"),
            ("三是", "三是清退多收党费*万元，办结群众诉求99.5%。"),
        )
    ]
    points += [writer.passage(text, path=path, role=Role.DONE) for text in texts]
    problem = writer.passage("二、存在问题及原因", Part.HEADING, role=Role.PROBLEMS)
    weak = writer.passage(
        "对安全生产的督促还不够经常，“第一议题”学习有时流于形式。",
        path=("二、存在问题及原因",),
        role=Role.PROBLEMS,
    )
    table = writer.passage("支部\t党员\t预备党员", path=("二、存在问题及原因",), role=Role.PROBLEMS)
    sections = (
        Section(
            1,
            "一",
            "主要做法及成效",
            Role.DONE,
            done,
            (),
            (Section(2, "1", "压实管党治党责任", Role.DONE, first, tuple(points)),),
        ),
        Section(1, "二", "存在问题及原因", Role.PROBLEMS, problem, (weak, table)),
    )
    removed = (
        Removed("您的位置：首页 > 党建园地", Why.FURNITURE, 0),
        Removed("##paidbegin##", Why.MARKUP, 120, passage=points[0].index, offset=11),
        Removed("加入会员群，海量文稿免费下载", Why.ADVERT, 400, passage=weak.index, offset=28),
    )
    outline = Outline(head, preamble, sections, removed)
    characters = sum(len(passage.text) for passage in outline.passages)
    name = file or f"{year or '报送'}/{unit or '未知'}/述职报告.docx"
    digest = hashlib.sha256(f"{report_id}{name}".encode()).hexdigest()
    row = ReportRow(
        report_id, name, title, year, unit, kind, 3, len(outline.passages), characters,
        f"2026-11-{report_id % 28 + 1:02}T09:30:00+00:00", digest,
    )  # fmt: skip
    return Report(
        row,
        outline,
        first_passage=report_id * 1000,
        facts=FileFacts(author="办公室", last_editor="王某", created="2024-01-05T10:00:00"),
        origins={
            "title": Origin.TITLE,
            "year": Origin.TITLE if year else Origin.NONE,
            "unit": Origin.FOLDER if unit else Origin.NONE,
            "kind": Origin.TITLE if kind else Origin.NONE,
        },
        recognised={"title": title, "year": year, "unit": unit, "kind": kind},
        removed=removed,
    )


def a_shelf() -> tuple[Report, ...]:
    """Build a shelf: several units and years, one report without unit and year, long names."""
    long_title = (
        "关于城投集团及所属各单位2022年度安全生产与党建工作融合推进情况及下一步打算的综合报告"
    )
    more = tuple(
        f"围绕重点任务第{n}项，" + "持续深化专项整治，推动责任落实到人、措施落实到岗。" * 12
        for n in range(1, 4)
    )
    shelf = [
        a_report(1),
        a_report(2, title="2022年度工作总结", unit="港务集团", year=2022, kind="工作总结"),
        a_report(
            3, title=long_title, unit="城市建设投资（集团）有限公司第二工程管理分公司", year=2022
        ),
        a_report(4, title="基层党建工作述职报告", unit=None, year=None, texts=more),
        a_report(5, title="2021年度工作总结", unit="水务集团", year=2021, kind="工作总结"),
    ]
    for number in range(6, 30):
        shelf.append(
            a_report(number, title=f"{2020 + number % 4}年工作总结", unit=f"第{number}分公司",
                     year=2020 + number % 4, kind="工作总结")
        )  # fmt: skip
    earlier = Version(901, "述职报告（初稿）.docx", "2026-10-01T08:00:00", "2026-11-02T09:00:00")
    shelf[0] = replace(shelf[0], earlier=(earlier,))
    return tuple(shelf)


class _Writer:
    """Numbers passages and paragraphs as they are written."""

    def __init__(self) -> None:
        self.next = 0

    def passage(self, text, part=Part.BODY, *, label=None, path=(), role=None) -> Passage:
        passage = Passage(self.next, part, self.next, text, label, path, role)
        self.next += 1
        return passage


def _fits(row: ReportRow, filters: Filters) -> bool:
    return (
        (not filters.years or row.year in filters.years)
        and (not filters.units or row.unit in filters.units)
        and (not filters.kinds or row.kind in filters.kinds)
        and (not filters.reports or row.id in filters.reports)
    )


def _sortable(value: object) -> tuple[bool, str]:
    return (value is not None, str(value if not isinstance(value, int) else f"{value:09}"))


def _scan(text: str, term: str) -> list[Span]:
    found = []
    at = text.find(term) if term else -1
    while at >= 0:
        found.append(Span(at, at + len(term)))
        at = text.find(term, at + 1)
    return found


def _scan_loose(text: str, term: str) -> list[Span]:
    kept = [at for at, char in enumerate(text) if unicodedata.category(char)[0] not in "PZ"]
    bare = "".join(text[at] for at in kept)
    wanted = "".join(char for char in term if unicodedata.category(char)[0] not in "PZ")
    return [Span(kept[span.start], kept[span.end - 1] + 1) for span in _scan(bare, wanted)]


def _groups(hits: list[Hit]) -> list[Group]:
    by_report: dict[int, list[Hit]] = {}
    for hit in hits:
        by_report.setdefault(hit.report_id, []).append(hit)
    return [
        Group(
            own[0].report_id, own[0].title, own[0].year, own[0].unit, own[0].kind, len(own),
            sum(hit.occurrences for hit in own), tuple(own[:3]),
        )
        for own in by_report.values()
    ]  # fmt: skip


def _words(query: str) -> list[str]:
    return [piece[at : at + 2] for piece in query.split() for at in range(0, len(piece), 2)]


def _hit(report: Report, passage: Passage, spans: tuple[Span, ...]) -> Hit:
    row = report.row
    return Hit(
        report.first_passage + passage.index, passage.index, row.id, row.title, row.year,
        row.unit, row.kind, passage.role, passage.part, passage.path, passage.text, spans, (),
        len(spans),
    )  # fmt: skip
