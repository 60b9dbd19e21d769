"""The made-up corpora: what the sample shows, how large ones vary, that plants are true."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "reports"
sys.path.append(str(ROOT / "scripts"))  # as if scripts/make_corpus.py ran
diversity = importlib.import_module("corpus.diversity")

YEARS = ("2022", "2023", "2024")
MARKUP = ("##paidbegin##", "##paidend##")


def read(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "make_corpus.py"), *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@dataclass(frozen=True)
class Corpus:
    folder: Path
    texts: dict[str, str]
    plants: list[dict[str, object]]
    line: str

    def planted(self, target: str) -> list[dict[str, object]]:
        return [plant for plant in self.plants if plant["target_file"] == target]


def make(folder: Path, *arguments: object) -> Corpus:
    done = run(folder, *arguments)
    assert done.returncode == 0, done.stderr
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = {path.relative_to(folder).as_posix(): read(path) for path in found}
    plants = json.loads(Path(f"{folder}.planted.json").read_text(encoding="utf-8"))
    return Corpus(folder, texts, plants, done.stdout)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return make(tmp_path_factory.mktemp("sample") / "样例")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return make(tmp_path_factory.mktemp("large") / "大库", "--reports", 200)


def bytes_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("size", [(), ("--reports", 30)], ids=["sample", "30 reports"])
def test_the_same_seed_writes_the_same_bytes_and_another_seed_does_not(
    tmp_path: Path, size: tuple[object, ...]
) -> None:
    first = make(tmp_path / "甲", *size, "--seed", 7)
    again = make(tmp_path / "乙", *size, "--seed", 7)
    other = make(tmp_path / "丙", *size, "--seed", 8)
    assert bytes_of(first.folder) == bytes_of(again.folder)
    assert first.plants == again.plants
    assert bytes_of(first.folder) != bytes_of(other.folder)


def test_the_sample_has_at_least_seven_units_of_three_years_and_two_kinds(sample: Corpus) -> None:
    seen = Counter(
        (name.split("/")[0], year, kind)
        for name in sample.texts
        for year in YEARS
        for kind in ("述职报告", "工作总结")
        if year in name.split("/")[1] and kind in name
    )
    units = {unit for unit, _, _ in seen}
    assert len(units) >= 7
    assert len(seen) == len(units) * 6
    assert set(seen.values()) == {1}


def test_some_file_names_carry_the_unit_and_one_says_no_year(sample: Corpus) -> None:
    assert any(name.split("/")[0] in name.split("/")[1] for name in sample.texts)
    undated = [name for name in sample.texts if not re.search(r"20\d\d", name)]
    assert len(undated) == 1
    assert not re.search(r"20\d\d年", sample.texts[undated[0]])
    assert sample.texts[undated[0]].startswith("述职报告\n")


def test_headings_run_in_or_stand_alone_in_several_styles(sample: Corpus) -> None:
    every = "\n".join(sample.texts.values())
    for style in (
        r"^一、\S+$",
        r"^（一）[^。]+$",
        r"^（一）[^。]+。一是",
        r"^1\.[^。]+。一是",
        r"^第一部分 \S+$",
        r"^第一，",
        r"一是.+二是.+三是",
        r"^二是",
    ):
        assert re.search(style, every, re.MULTILINE), style


def test_sections_have_all_roles_in_different_words(sample: Corpus) -> None:
    headings = Counter(
        found.group(1)
        for text in sample.texts.values()
        for found in re.finditer(r"^(?:[一二三四五六]、|第.部分 )(\S+)$", text, re.MULTILINE)
    )
    for word, at_least in (
        ("问题|不足|差距", 4),
        ("原因|成因", 3),
        ("整改", 2),
        ("成效|情况|工作", 4),
    ):
        assert len([h for h in headings if re.search(word, h)]) >= at_least, word
    assert len([h for h in headings if re.search("打算|安排|举措|方向|计划", h)]) >= 3


def test_figures_carry_measures_and_some_are_withheld(sample: Corpus) -> None:
    every = "\n".join(sample.texts.values())
    for figure in ("156场次", "99.95%", "3.8万人次", "1.2亿元"):
        assert figure in every
    assert re.search(r"×××[人次个家件场%]", every)
    assert re.search(r"XX+[人次个家件名场%万]", every)


def test_stock_phrases_stand_in_many_units(sample: Corpus) -> None:
    units: dict[object, set[str]] = defaultdict(set)
    for plant in sample.plants:
        if plant["kind"] == "stock":
            units[plant["source_text"]].add(str(plant["target_file"]).split("/")[0])
    assert len(units) >= 8
    assert max(map(len, units.values())) >= 4


def test_two_files_carry_paid_markup_inside_a_word_and_one_advertises(sample: Corpus) -> None:
    paid = [text for text in sample.texts.values() if MARKUP[0] in text]
    assert len(paid) == 2
    for text in paid:
        assert re.search(r"[\u4e00-\u9fff]##paidbegin##[\u4e00-\u9fff]", text)
        assert MARKUP[1] in text.splitlines()[-3:]
    adverts = [text for text in sample.texts.values() if "素材库" in text and "公众号" in text]
    assert len(adverts) == 1


def test_one_report_stands_in_the_furniture_of_a_web_page(sample: Corpus) -> None:
    pages = [text for text in sample.texts.values() if text.startswith("您的位置")]
    assert len(pages) == 1
    for piece in ("字号", "打印", "收藏", "责任编辑", "相关报道"):
        assert piece in pages[0]


def test_files_come_in_three_encodings_and_one_as_markdown(sample: Corpus) -> None:
    found = Counter()
    for name, data in bytes_of(sample.folder).items():
        found[Path(name).suffix] += 1
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            found["utf-16"] += 1
            continue
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            found["gb18030"] += 1
    assert found[".md"] == 1
    assert found["utf-16"] == 1
    assert found["gb18030"] == 2


def test_one_unit_only_changed_the_figures_since_last_year(sample: Corpus) -> None:
    earlier = sample.texts["澜川集团财务资产部/2022年工作总结.txt"]
    later = sample.texts["澜川集团财务资产部/2023年工作总结.txt"]
    assert earlier != later
    assert re.sub(r"\d+", "#", earlier) == re.sub(r"\d+", "#", later)


def test_one_unit_copied_from_another_and_left_its_name_in_once(sample: Corpus) -> None:
    target = "澜川公交公司/2023_澜川公交公司_工作总结.txt"
    sources = {plant["source_file"] for plant in sample.planted(target) if plant["kind"] != "stock"}
    assert sources == {"澜川水务公司/2022_澜川水务公司_工作总结.txt"}
    assert len([p for p in sample.planted(target) if p["kind"] != "stock"]) >= 5
    assert sample.texts[target].count("澜川水务公司") == 1


def test_sections_moved_and_merged_between_two_years(sample: Corpus) -> None:
    def headings(year: int) -> list[str]:
        text = sample.texts[f"澜川城建公司/{year}_澜川城建公司_述职报告.txt"]
        return re.findall(r"^[一二三四五六]、(\S+)$", text, re.MULTILINE)

    earlier, later = headings(2022), headings(2023)
    assert len(later) == len(earlier) - 1
    assert "存在问题及原因分析" in later
    assert "整改" in later[0]
    assert "整改" in earlier[1]
    assert earlier[0] == later[1]


@pytest.mark.parametrize("which", ["sample", "large"])
def test_every_plant_stands_in_both_files_as_recorded(
    which: str, request: pytest.FixtureRequest
) -> None:
    corpus: Corpus = request.getfixturevalue(which)
    assert {plant["kind"] for plant in corpus.plants} == {
        *("exact", "figures", "masked", "punctuation", "edited", "shuffled", "merged", "embedded"),
        "stock",
    }
    for plant in corpus.plants:
        for end in ("source", "target"):
            assert str(plant[f"{end}_text"]) in corpus.texts[str(plant[f"{end}_file"])], plant
        assert (plant["kind"] == "edited") == (plant["rate"] is not None)
        if plant["kind"] in ("exact", "stock"):
            assert plant["source_text"] == plant["target_text"]


def test_a_large_corpus_has_the_size_asked_for_and_reports_of_2000_to_20000_characters(
    large: Corpus,
) -> None:
    lengths = sorted(len(text) for text in large.texts.values())
    assert len(lengths) == 200
    assert "200 reports" in large.line
    assert len(large.line.splitlines()) == 1
    assert 4_500 < sum(lengths) / len(lengths) < 7_500
    assert lengths[0] > 1_200
    assert lengths[-1] < 25_000
    assert lengths[180] > 2 * lengths[20]


def test_a_large_corpus_has_units_of_different_spans_and_some_reports_without_year(
    large: Corpus,
) -> None:
    years: dict[str, set[str]] = defaultdict(set)
    for name in large.texts:
        years[name.split("/")[0]].update(re.findall(r"20[12]\d", name))
    spans = {len(found) for found in years.values()}
    assert len(spans) >= 4
    assert max(spans) <= 10
    assert [name for name in large.texts if not re.search(r"20[12]\d", name)]


def expected_of_real_reports(characters: int) -> float:
    """Fit Heaps' law to growing samples of the real reports, and read it at this size."""
    real = [read(path) for path in sorted(REAL.glob("*/*.txt"))]
    # 37 has no common factor with their number: an order that mixes the kinds.
    mixed = [real[at * 37 % len(real)] for at in range(len(real))]
    counts = (3, 6, 12, 24, 48, len(real))
    factor, power = diversity.heaps(diversity.diversity(mixed[:count]) for count in counts)
    return float(factor * characters**power)


@pytest.mark.parametrize("which", ["sample", "large"])
def test_text_repeats_itself_hardly_more_than_real_reports(
    which: str, request: pytest.FixtureRequest
) -> None:
    if not REAL.is_dir():
        pytest.skip("no real reports beside the checkout")
    corpus: Corpus = request.getfixturevalue(which)
    made = diversity.diversity(corpus.texts.values())
    expected = expected_of_real_reports(made.characters)
    assert 0.7 * expected <= made.share <= 1.3 * expected


@pytest.mark.slow
def test_a_corpus_larger_than_the_real_reports_keeps_varying(tmp_path: Path) -> None:
    if not REAL.is_dir():
        pytest.skip("no real reports beside the checkout")
    corpus = make(tmp_path / "大库", "--reports", 1000)
    made = diversity.diversity(corpus.texts.values(), parts=16)
    expected = expected_of_real_reports(made.characters)
    assert 0.7 * expected <= made.share <= 1.3 * expected


@pytest.mark.parametrize("which", ["sample", "large"])
def test_no_run_of_twenty_characters_is_shared_with_real_reports(
    which: str, request: pytest.FixtureRequest
) -> None:
    if not REAL.is_dir():
        pytest.skip("no real reports beside the checkout")
    corpus: Corpus = request.getfixturevalue(which)

    def runs(text: str) -> set[str]:
        dense = "".join(text.split())
        return {dense[at : at + 20] for at in range(len(dense) - 19)}

    real = set().union(*(runs(read(path)) for path in REAL.glob("*/*.txt")))
    shared = {run for text in corpus.texts.values() for run in runs(text) if run in real}
    assert not shared


def test_repeated_text_has_low_diversity_and_fresh_text_high() -> None:
    sentence = "全年开展夜间抽查三十二场次，当场纠正违章十一起。"
    assert diversity.diversity([sentence * 50]).share < 0.05
    assert diversity.diversity([sentence]).share > 0.6


def test_heaps_fit_finds_the_law_that_made_the_points() -> None:
    made = [diversity.Diversity(n, 1.4 * n**-0.04) for n in (10_000, 90_000, 2_000_000)]
    factor, power = diversity.heaps(made)
    assert factor == pytest.approx(1.4)
    assert power == pytest.approx(-0.04)


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "已有.txt").write_text("原有文件", encoding="utf-8")
    done = run(tmp_path)
    assert done.returncode == 2
    assert str(tmp_path) in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["已有.txt"]
