"""What a line of the table must not say of two figures, and what it calls them."""

from __future__ import annotations

import pytest
from figures_support import changes_between, cut

from search.comparing.figures.found import figures_of
from search.comparing.figures.pairs import pair_figures
from search.comparing.figures.periods import YEAR, YEARS, periods
from search.comparing.model import FigurePair


def paired(left: str, right: str) -> tuple[FigurePair, ...]:
    return pair_figures(left, right, changes_between(left, right), cut)


def both(left: str, right: str) -> list[tuple[str | None, str | None]]:
    """Return the figures that have a partner, left and right."""
    return [(one.left, one.right) for one in paired(left, right) if one.left and one.right]


def labels(text: str) -> list[str]:
    return [one.context for one in figures_of(text, cut) if one.is_counted]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("五年累计修复河道320公里。", "全年修复河道58公里。"),
        ("过去五年，建成口袋公园96座。", "过去一年，建成口袋公园21座。"),
        ("“十四五”期间改造危桥140座。", "今年改造危桥32座。"),
        ("上半年办结案件210件。", "全年办结案件455件。"),
        ("第一季度办结案件90件。", "第二季度办结案件120件。"),
        ("1-6月签约项目31个。", "签约项目70个。"),
        ("四届累计签约金额630亿元。", "签约金额150亿元。"),
    ],
)
def test_different_times_are_not_held_against_each_other(left: str, right: str) -> None:
    assert both(left, right) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2023年改造危桥32座。", "2024年改造危桥41座。"),
        ("全年改造危桥32座。", "改造危桥41座。"),
        ("上半年改造危桥32座。", "上半年改造危桥41座。"),
        ("三年来改造危桥32座。", "过去三年，改造危桥41座。"),
    ],
)
def test_the_same_times_are(left: str, right: str) -> None:
    assert both(left, right) == [("32", "41")]


def test_the_last_word_of_time_in_a_sentence_says_when() -> None:
    text = "五年累计投资60亿元，去年投资15亿元。投资12亿元，比去年多3亿元。"
    starts = [text.index(figure) for figure in ("60", "15", "12", "3亿")]
    assert periods(text, starts) == [YEARS, YEAR, "", ""]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("税收收入同比增长7%。", "税收收入环比增长2%。"),
        ("赤字比年初预算增加20亿元。", "赤字比上年执行数增加35亿元。"),
        ("城镇居民人均收入3.6万元。", "农村居民人均收入1.9万元。"),
        ("出口总额86亿元。", "进口总额42亿元。"),
        ("一般性转移支付增长6%。", "均衡性转移支付增长9%。"),
        ("中央财政安排救灾资金12亿元。", "中央和地方财政安排救灾资金30亿元。"),
        ("水厂二期工程投资8亿元。", "水厂三期工程投资9亿元。"),
        ("惠及1100万学生。", "惠及学生3400万人次。"),
        ("创建17个绿色田园示范基地。", "建设13个绿色田园先行片区。"),
        ("增速5%左右。", "增速5%—6%。"),
        ("出口额5亿美元。", "出口额36亿元。"),
    ],
)
def test_different_things_are_not_held_against_each_other(left: str, right: str) -> None:
    assert both(left, right) == []


def test_same_and_last_year_are_one_basis() -> None:
    assert both("税收收入同比增长7%。", "税收收入比上年增长9%。") == [("7", "9")]


def test_each_end_of_a_range_has_its_own_partner() -> None:
    assert both("每户奖补2–3万元。", "每户奖补3~5万元。") == [("2万", "3万"), ("3万", "5万")]


def test_of_like_names_the_very_same_are_joined_first() -> None:
    left = "发行超长期特别国债1万亿元。"
    right = "发行特别国债5000亿元，发行超长期特别国债1.3万亿元。"
    assert both(left, right) == [("1万亿", "1.3万亿")]


def test_how_two_things_moved_is_not_compared_where_they_are_no_partners() -> None:
    left = "安排资金扶持再就业109亿元，比上年增加26亿元。"
    right = "安排生活保障专项补助和再就业补助209亿元，比上年增加29亿元。"
    assert both(left, right) == []


@pytest.mark.parametrize(
    ("left", "right", "percent"),
    [
        ("查处案件1件", "查处案件9件", None),
        ("查处案件4件", "查处案件3件", None),
        ("查处案件5件", "查处案件6件", 20.0),
        ("投入2亿元", "投入3亿元", 50.0),
        ("铺设管线2公里", "铺设管线3公里", 50.0),
        ("产值翻一番", "产值翻两番", None),
        ("产值是上年的2倍", "产值是上年的3倍", None),
        ("考核列全县第8位", "考核列全县第4位", None),
    ],
)
def test_no_percentage_is_told_from_a_few_things_or_of_ratios(
    left: str, right: str, percent: float | None
) -> None:
    (pair,) = paired(left, right)
    assert pair.delta is not None
    assert pair.percent == percent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("民企贷款占比45%，增速12%。", ["民企贷款占比", "民企贷款增速"]),
        ("民企贷款占比45%，提高2个百分点。", ["民企贷款占比", "民企贷款占比提高"]),
        ("民企贷款占比45%，同比增长3%。", ["民企贷款占比", ""]),
        ("电池、汽车、光伏板出口增长30%。", ["电池、汽车、光伏板出口增长"]),
        ("新建15所中小学、幼儿园。", ["新建中小学、幼儿园"]),
        ("造船业、航空业增加值分别增长8%、7%。", ["造船业增加值增长", "航空业增加值增长"]),
        ("电池、汽车等“新三样”出口分别增长8%和7%。", ["电池出口增长", "汽车出口增长"]),
        ("养老金和医保人均补助标准分别提高30元和5元。", [
            "养老金人均补助标准提高", "医保人均补助标准提高",
        ]),
        ("工业、服务业企业分别为86和120家。", ["工业企业", "服务业企业"]),
        ("城镇收入和农村收入，分别增长6%和8%。", ["城镇收入增长", "农村收入增长"]),
        ("认证率从2018年的8.1%提高到30.9%。", ["认证率", "认证率提高到"]),
        ("甲、乙分别从2018年的30家、20家增加到50家、40家。", ["甲", "乙", "甲增加到", "乙增加到"]),
        ("吞吐量达到470万标箱，排名全国第一。", ["吞吐量", "吞吐量排名全国"]),
        ("贸易总额9万亿元、占全国比重23%。", ["贸易总额", "贸易总额占全国比重"]),
        ("新增公园16座、累计达到83座。", ["新增公园", "公园累计"]),
        ("托育机构120家、是五年前的3倍。", ["托育机构", "托育机构是五年前的"]),
        ("新增绿地10公顷、绿道20公里。", ["新增绿地", "新增绿道"]),
        ("两次下调电价。", ["下调电价"]),
        ("拟连续发行建设国债，今年先发行80亿元。", ["发行建设国债"]),
        ("全力写好科技、金融两篇大文章。", ["大文章"]),
        ("导入第二批30项重大事项。", ["导入重大事项"]),
        ("全社会研发投入3亿元。", ["全社会研发投入"]),
        ("承担了全国62%的入境航班。", ["承担了全国入境航班"]),
        ("对12个重点县1700名贫困学生免除学费。", ["重点县", "贫困学生免除学费"]),
        ("年均新增岗位58万个。", ["年均新增岗位"]),
        ("粮食产量在上年增产基础上，又增产14万吨，达到480万吨。", ["粮食产量增产", "粮食产量"]),
        ("形势总体平稳，58个重点项目开工。", ["重点项目开工"]),
        ("安排219亿元支持116户企业改制。", ["安排", "支持企业改制"]),
    ],
)  # fmt: skip
def test_a_label_is_all_of_what_is_counted_and_no_more(text: str, told: list[str]) -> None:
    assert labels(text) == told


def test_the_clause_before_names_a_number_only_where_the_number_stands_alone() -> None:
    assert labels("政策力度加大，58个10亿元以上。")[0] == ""
    assert labels("党员总数：86名。") == ["党员总数"]


def test_one_number_of_one_thing_is_one_figure_whatever_was_done_with_it() -> None:
    left, right = (
        "走访活动帮扶困难群众305户，发放慰问金。",
        "走访活动惠及困难群众305户，发放慰问金。",
    )
    assert [(one.left, one.right, one.same) for one in paired(left, right)] == [
        ("305", "305", True)
    ]
    assert both("收到代表议案32件。", "收到代表建议32件。") == []
