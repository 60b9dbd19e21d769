"""The real reports beside the checkout, where there are any: only their shape is stated here."""

from pathlib import Path

from tests_support import source_of

from index.facts import recognise
from index.model import Outline, Section
from index.outline import outline


def read(file: Path) -> Outline:
    return outline(source_of(file.read_text(encoding="utf-8")))


def numbers(sections: tuple[Section, ...]) -> list[str | None]:
    return [section.marker for section in sections]


def inner(found: Outline) -> list[list[str | None]]:
    return [numbers(section.sections) for section in found.sections]


def test_the_party_building_reports_come_out_exactly(real_reports: Path) -> None:
    files = sorted((real_reports / "dangjian").glob("*.txt"))
    assert len(files) == 3
    for file in files:
        found = read(file)
        assert found.title is not None
        assert found.title.text == file.stem
        assert recognise(found, file=file.name).year == 2023
        assert not any("paid" in passage.text for passage in found.passages)
        assert [piece.text for piece in found.removed] == ["##paidbegin##", "##paidend##"]
    secretary, branch, company = (read(file) for file in sorted(files, key=lambda f: f.name))
    assert inner(secretary) == [["1", "2", "3", "4"], ["1", "2", "3"], ["1", "2", "3", "4"]]
    four = ["（一）", "（二）", "（三）", "（四）"]
    assert inner(branch) == [four, [], four[:3], four]
    assert inner(company) == [["1", "2", "3", "4", "5"], [], []]
    for found, count in ((secretary, 13), (branch, 15), (company, 24)):
        assert sum(1 for passage in found.passages if passage.label) == count
    assert any("安全生产标准化验收" in passage.text for passage in company.passages)


def test_government_reports_get_their_sections_and_lose_the_page_around_them(
    real_reports: Path,
) -> None:
    files = [
        *real_reports.glob("gov_province_2026/*.txt"),
        *real_reports.glob("gov_shanghai/*.txt"),
    ]
    assert len(files) == 25
    for file in files:
        found = read(file)
        assert len(found.sections) >= 2, file.name
        whole = "\n".join(passage.text for passage in found.passages)
        for trace in (
            "【字号",
            "字体：",
            "相关报道",
            "扫一扫",
            "责任编辑",
            "分享到",
            "您的位置",
        ):
            assert trace not in whole, (file.name, trace)


def test_state_council_reports_get_every_numbered_section(real_reports: Path) -> None:
    chinese = [*"一二三四五六七八九十"]
    files = sorted((real_reports / "gov_state").glob("*.txt"))
    assert len(files) == 58
    for file in files:
        lines = [line.strip() for line in file.read_text(encoding="utf-8").split("\n")]
        expected: list[str] = []
        for line in lines:
            following = chinese[len(expected)] if len(expected) < 10 else ""
            if (
                following
                and line.startswith(f"{following}、")
                and len(line) < 50
                and "。" not in line
            ):
                expected.append(following)
        found = {section.marker for top in read(file).sections for section in _all(top)}
        assert set(expected) <= found, file.name


def test_wrapped_budgets_read_as_paragraphs(real_reports: Path) -> None:
    files = sorted((real_reports / "budget_pdf_text").glob("*.txt"))
    assert len(files) == 11
    for file in files:
        found = read(file)
        assert found.sections, file.name
        assert not any("………" in passage.text for passage in found.passages)
        body = [passage.text for passage in found.passages if passage.part == "body"]
        prose = [text for text in body if len(text) > 60 and "\t" not in text]
        whole = [text for text in prose if text.endswith(tuple("。；：，…）”"))]
        # One file was edited by hand and lost some of its full stops.
        assert len(whole) >= 0.85 * len(prose), (file.name, len(whole), len(prose))


def _all(section: Section) -> list[Section]:
    return [section, *(below for inner in section.sections for below in _all(inner))]
