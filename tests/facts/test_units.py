"""Which unit a title names; no unit rather than a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests_support import source_of

from index.facts import recognise
from index.outline import outline
from index.units import unit_in_folder, unit_in_label, unit_in_name, unit_in_title

REST = "一、主要工作\n上年度查摆的问题已整改到位。\n二、工作安排\n继续抓好落实。"

NAMED = [
    ("云岭县人民法院工作报告", "云岭县人民法院"),
    ("云岭县卫健委2023年工作总结", "云岭县卫健委"),
    ("2024年云岭县财政局部门预算", "云岭县财政局"),
    ("云岭市公安局交通警察支队2023年工作总结", "云岭市公安局交通警察支队"),
    ("国家税务总局云岭县税务局2023年工作总结", "国家税务总局云岭县税务局"),
    ("云岭县工商业联合会（总商会）2023年工作总结", "云岭县工商业联合会（总商会）"),
    ("云岭水泥股份有限公司2023年年度报告", "云岭水泥股份有限公司"),
    ("云岭科技股份有限公司股票解除限售公告", "云岭科技股份有限公司"),
    ("云岭大学经济学院2023年工作总结", "云岭大学经济学院"),
    ("云岭县第二中学2022—2023学年工作总结", "云岭县第二中学"),
    ("和平街道办事处2023年度工作总结", "和平街道办事处"),
    ("阳光街道幸福社区居委会2023年工作总结", "阳光街道幸福社区居委会"),
    ("白云镇2023年工作总结", "白云镇"),
    ("**云岭县水利局2023年工作总结**", "云岭县水利局"),
    ("白云镇党委书记2023年述职报告", "白云镇"),
    ("2022学年度第二学期云岭县实验小学工作总结", "云岭县实验小学"),
    ("第三季度云岭县水利局工作总结", "云岭县水利局"),
    ("云岭县疾病预防控制中心2023年工作总结", "云岭县疾病预防控制中心"),
    ("人事处2023年工作总结", "人事处"),
    ("云岭县血吸虫病防治所2023年工作总结", "云岭县血吸虫病防治所"),
    ("二○二三年云岭县审计局工作总结", "云岭县审计局"),
    ("云 岭 县 审 计 局 2023年工作总结", "云岭县审计局"),
    ("云岭县教育局校园安全专项整治工作汇报", "云岭县教育局"),
    ("云岭县水利局水库管理站建设总结", "云岭县水利局"),
    ("云岭县水利局党组书记、局长2023年述职报告", "云岭县水利局"),
    ("云岭县人民政府办公室政府信息公开工作年度报告", "云岭县人民政府办公室"),
    ("云岭大学关于开展2021年竞赛质量提升行动的通知", "云岭大学"),
    ("凝心聚力 砥砺前行——云岭县工商联2023年工作总结", "云岭县工商联"),
    ("×县××镇2023年工作总结", "×县××镇"),
]
UNNAMED = [
    "关于春季学期思政大课“学”阶段工作安排的通知",
    "基于某方法的智能充电站",
    "财产委托管理合同",
    "云合科仪2015年年度报告",
    "谱写改革发展事业新局面",
    "构建基层治理新格局",
    "实现“十四五”良好开局",
    "建设人民满意的服务型政府",
    "加强社区建设工作总结",
    "特色小镇建设情况汇报",
    "新时代文明实践中心建设情况报告",
    "充电站建设情况报告",
    "学习贯彻市委全会精神情况报告",
    "县人大代表建议办理情况报告",
    "上市公司治理专项活动自查报告",
    "中小学校安全工作总结",
    "集团化办学工作总结",
    "大学生创业工作总结",
    "民兵队伍建设工作总结",
    "研究所需经费的请示",
    "走近云岭县人民法院",
    "中心镇党委书记座谈会讲话",
    "云岭县县级公立医院改革情况汇报",
    "军地联合部署情况报告",
    "代表委员会见基层群众情况报告",
    "云岭县推行林长制办公室建设情况汇报",
    "行业协会商会改革情况报告",
    "农民专业合作社发展情况报告",
    "对云岭县财政局预算执行的审计意见",
    "学习云岭县教育局先进经验的体会",
    "在云岭市财政局工作会议上的讲话",
    "关于设立云岭县城市管理局的请示",
    "关于印发《云岭县教育局工作规则》的通知",
    "关于举办2020年云岭中学教学技能比赛的通知",
    "派出所建设情况汇报",
    "机关党支部书记述职报告",
    "云岭县国民经济和社会发展统计公报",
]


@pytest.mark.parametrize(("title", "unit"), NAMED)
def test_a_title_names_its_unit(title: str, unit: str) -> None:
    assert unit_in_title(title, None) == unit


@pytest.mark.parametrize("title", UNNAMED)
def test_a_title_without_a_unit_gets_none(title: str) -> None:
    assert unit_in_title(title, None) is None


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("平山县2023年工作总结", "平山县"),
        ("东山区2023年度工作总结", "东山区"),
        ("临江市 2024 年工作要点", "临江市"),
        ("青溪自治县2022年上半年工作情况汇报", "青溪自治县"),
        ("平山县2023年财政预算执行情况", None),  # of one office's matter
        ("平山县2023年工作会议纪要", None),
        ("贫困山区2023年工作总结", None),
        ("高新区2023年工作总结", None),  # which of them is not said
        ("老城区2023年工作总结", None),
        ("全县2023年工作总结", None),
        ("我市2023年工作总结", None),
        ("大都市2023年工作总结", None),
        ("关于平山县2023年工作总结", None),
    ],
)
def test_a_place_speaks_for_itself_of_its_work_as_a_whole(title: str, unit: str | None) -> None:
    assert unit_in_title(title, "工作总结") == unit


@pytest.mark.parametrize(
    "title", ["听取和审议市政府工作报告的情况", "解读云岭市政府工作报告", "2023年政府工作报告"]
)
def test_speaking_of_a_report_names_no_government(title: str) -> None:
    assert unit_in_title(title, "政府工作报告") is None


def unit(text: str, file: str = "a.txt") -> str | None:
    return recognise(outline(source_of(f"{text}\n{REST}")), file=file).unit


@pytest.mark.parametrize("text", ["2023年工作总结\n云岭县财政局", "云岭县财政局\n2023年工作总结"])
def test_a_unit_may_stand_on_a_line_of_its_own(text: str) -> None:
    assert unit(text) == "云岭县财政局"


def test_a_company_says_on_its_own_line_that_it_is_one() -> None:
    assert unit("云岭新材料股份有限公司\n关于变更注册地址的公告") == "云岭新材料股份有限公司"
    assert unit("互联网公司\n关于变更注册地址的公告") is None


def test_a_unit_may_sign_with_a_person_or_a_date() -> None:
    assert unit("述职报告\n云岭县水利局　王某") == "云岭县水利局"
    signed = outline(source_of(f"工作总结\n云岭县水利局 二〇二三年十二月\n{REST}"))
    facts = recognise(signed, file="a.txt")
    assert (facts.unit, facts.year) == ("云岭县水利局", 2023)


@pytest.mark.parametrize(
    ("below", "whose"),
    [
        ("——在云岭煤业有限责任公司四届二次职工代表大会上的工作报告", "云岭煤业有限责任公司"),
        ("——在云岭煤业有限责任公司工作会议上的讲话", None),
        ("——在四届二次职工代表大会上的工作报告", None),
    ],
)
def test_who_reports_to_its_own_members_is_the_unit(below: str, whose: str | None) -> None:
    assert unit(f"凝心聚力促发展 攻坚克难谱新篇\n{below}") == whose


def test_whom_a_report_is_for_is_not_its_unit() -> None:
    assert unit("2023年工作总结\n云岭县财政局：") is None


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("编制部门：云岭县财政局  单位：元", "云岭县财政局"),
        ("预算单位：云岭县财政局", "云岭县财政局"),
        ("单位：万元", None),
        ("（单位：人民币元）", None),
    ],
)
def test_a_label_names_the_unit_and_no_measure(line: str, unit: str | None) -> None:
    assert unit_in_label(line) == unit


@pytest.mark.parametrize(
    ("stem", "unit"),
    [
        ("2023_人事处_工作总结", "人事处"),
        ("云岭县财政局-2023年工作总结", "云岭县财政局"),
        ("工作总结（云岭县财政局）", "云岭县财政局"),
        ("云岭县人民政府办公室25年预算", "云岭县人民政府办公室"),
        ("20231226云岭县水利局工作总结", "云岭县水利局"),
        ("2024.1云岭县水利局工作总结", "云岭县水利局"),
        ("1.云岭县水利局2023年工作总结", "云岭县水利局"),
        ("副本云岭县水利局2023年工作总结", "云岭县水利局"),
        ("附件2：云岭县水利局2023年工作总结", "云岭县水利局"),
        ("2023-2024学年第一学期云岭中学工作计划", "云岭中学"),
        ("智能充电站_方案", None),
        ("社区矫正_工作总结_2023", None),
        ("2023年度总结_张三", None),
    ],
)
def test_a_file_name_names_a_unit_between_its_delimiters(stem: str, unit: str | None) -> None:
    assert unit_in_name(stem, "工作总结") == unit


@pytest.mark.parametrize(
    ("folder", "unit"),
    [
        ("01 云岭县财政局（2023年）", "云岭县财政局"),
        ("云岭县", "云岭县"),
        ("甲镇水务站", "甲镇水务站"),
        ("东湖闸站", "东湖闸站"),
        ("重点城市", None),
        ("各县区", None),
        ("新格局", None),
    ],
)
def test_a_folder_is_called_after_a_unit_or_not(folder: str, unit: str | None) -> None:
    assert unit_in_folder(folder) == unit


@given(st.lists(st.sampled_from([*NAMED, *((title, "") for title in UNNAMED)]), max_size=4))
def test_a_found_unit_stands_in_the_title(titles: list[tuple[str, str]]) -> None:
    text = " ".join(title for title, _ in titles)
    found = unit_in_title(text, None)
    assert found is None or found in text.replace(" ", "")


@pytest.mark.parametrize(
    "phrase",
    [
        *(
            "高水平大学",
            "双一流大学",
            "人民满意医院",
            "头部公司",
            "平台公司",
            "外资银行",
            "村镇银行",
        ),
        *("一站式服务中心", "共同富裕示范区", "产业集聚区", "乡村大舞台", "高档会所", "优秀团队"),
        *("转业部队", "民族团结", "公共场所", "美好结局", "有关当局", "学生社团", "高三重点班"),
    ],
)
def test_a_phrase_that_ends_like_a_unit_is_none_wherever_it_stands(phrase: str) -> None:
    assert unit_in_title(f"{phrase}2023年工作总结", "工作总结") is None
    assert unit_in_title(f"2023年{phrase}工作总结", "工作总结") is None
    assert unit_in_name(f"2023_{phrase}_工作总结", "工作总结") is None
    assert unit_in_folder(phrase) is None
    assert unit(f"{phrase}\n2023年工作总结") is None
