"""What is asked of the golden library: one case an answer, each with a file of its name.

`{name}` stands for an id, as `golden_support.names_of` gives it; `{job}` is the job before.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A request. `sent` is a JSON body, `form` a form, `file` goes with it under `field`.

    With `waits` the job that answers is waited for, and told beside it.
    """

    name: str
    address: str
    method: str = "GET"
    sent: dict[str, object] | None = None
    form: dict[str, str] | None = None
    files: tuple[tuple[str, str], ...] = ()  # field, name of a file of the library
    waits: bool = False


@dataclass(frozen=True)
class Typed:
    """A command with its exit status; `typed` comes on standard input."""

    name: str
    line: str
    status: int = 0
    typed: str = ""


def _get(name: str, address: str) -> Asked:
    return Asked(name, f"/api/{address}")


def _post(name: str, address: str, **sent: object) -> Asked:
    return Asked(name, f"/api/{address}", "POST", sent)


DRAFT = (
    "班组长每周登船听一次船员的难处，能当场解决的不过夜，不能解决的写进公示栏，"
    "写明谁来办、何时办完。我们还给每条船配了急救箱。"
)
_RETOLD = (
    "今年春汛来得早，江水漫过了三级台阶，老站长站在跳板边一遍遍叮嘱新来的小伙子，"
    "把每一趟摆渡都当作第一趟来检查，把每一位乘客都当作自家老人来搀扶，"
    "这句话后来刷在候船室的白墙上，接送孩子的家长天天都能看见。"
)
_WATCH = "值班员每两小时登船巡查一次，发现明火苗头当场扑灭并登记在册。"
_SONGS = "渔嫂宣讲队把安全知识编成渔歌，在避风塘里唱了三十场，老船长们都会哼上几句。"
_ICE = "冰库由专人值守，每天早晚各量一次温度。"
_VESTS = "搬运工统一穿反光背心，夜里装卸也看得清。"
_PUMPS = "消防泵每周试水一次，水带晾干盘好，谁用谁签字。"
_LAMPS = "码头添了二十盏太阳能路灯，天黑卸货不用再打手电，货主都说亮堂。"
_ROPES = "缆绳一季一换，剪断的旧绳编成防撞垫，挂在趸船外舷。"
LEFT = f"""渔港安全检查
一、检查情况
全年检查渔船120艘，整改隐患36处，投入资金约8.5万元。{_WATCH}{_PUMPS}
{_LAMPS}{_ROPES}
{_ICE}
{_VESTS}
二、宣传情况
{_SONGS}
三、下一步打算
添置吊机×台，改造泊位6个。
"""
RIGHT = f"""渔港安全检查
一、宣传情况
{_SONGS}
二、检查情况和问题
{_ICE}{_VESTS}
全年检查渔船135艘，整改隐患29处，投入资金超过1.2亿元。{_PUMPS}
{_LAMPS}{_WATCH}{_ROPES}
三、下一步打算
添置吊机两台，改造泊位6个。
"""

READ = (
    _get("search", "search?q=公示栏"),
    _get("search_loose", "search?q=写进公示栏写明谁来办"),
    _get("search_words", "search?q=船员 证书 学习&mode=words"),
    _get("search_grouped", "search?q=安全|渡船&group=report&limit=3"),
    _get(
        "search_filtered", "search?q=安全&year=2021-2022&unit=江湾轮渡公司&kind=工作总结&role=done"
    ),
    _get("search_unknown_unit", "search?q=安全&unit=江弯轮渡公司"),
    _get("search_hint", "search?q=安全 AND 渡船"),
    _get("search_in_report", "search?q=渡船 公示栏&within=report&sort=year"),
    _get("search_table_row", "search?q=船舶维护&where=table"),
    _get("search_number", "search?q=投入维护资金%23万元&offset=1&limit=1"),
    _get("search_removed", "search?q=注意保存|会员群|报表不符&removed=1"),
    _get("search_beside_removed", "search?q=初稿数"),
    _get("search_scan", "search?q=一条不落"),
    _get("search_grouped_scan", "search?q=一条不落&group=report"),
    _get("search_over_a_cut", "search?q=责任事故。二是班组长"),
    _get("search_nothing", "search?q=航天发射"),
    _get("search_without_query", "search"),
    _get("search_bad_year", "search?q=安全&year=前年"),
    _get("search_bad_sort", "search?q=安全&sort=shuffle"),
    _get("ladder", "search/ladder?q=写进公示栏写明谁来办"),
    _get("trend", "search/table?q=安全&mode=exact"),
    _get("trend_unknown_unit", "search/table?q=安全&unit=江弯轮渡公司"),
    _get("near", "near?q=写进公式栏"),
    _get("complete", "complete?q=船&limit=5"),
    _get("matrix", "matrix?phrase=公示栏&phrase=投入维护资金%23万元&phrase=没有这个提法"),
    _get("matrix_of_roles", "matrix?phrase=船员&rows=role&year=2022"),
    _get("matrix_of_reports", "matrix?phrase=船员&rows=report&unit=江湾轮渡公司"),
    _get("matrix_unknown_unit", "matrix?phrase=船员&unit=江弯轮渡公司"),
    _get("matrix_hint", "matrix?phrase=安全 AND 渡船"),
    _get("matrix_without_phrase", "matrix"),
    _post("matrix_of_many", "matrix", phrase=["船员", "渔民"], rows="kind"),
    _get("similar", "similar?passage={copied}"),
    _get("similar_figures", "similar?passage={checked}"),
    _get("similar_weak", "similar?passage={alike}&least=20&order=text"),
    _get("similar_twins", "similar?passage={copied}&group=1"),
    _get("similar_unknown_unit", "similar?passage={alike}&unit=江弯轮渡公司"),
    _get("similar_narrow", "similar?passage={copied}&group=1&other_units=1&earlier=1&stock=0"),
    _get("similar_no_passage", "similar?passage=99999"),
    _post("similar_to_text", "similar", text=DRAFT, of_unit="芦洲渔港公司", of_year=2023),
    _post("similar_to_scan", "similar", text="摆渡规矩一条不落", verdict=["same", "contained"]),
    _post(
        "similar_fragment",
        "similar",
        text=_RETOLD,
    ),
    _get("clusters", "clusters?size=2"),
    _get(
        "clusters_narrow",
        "clusters?across=1&stock=0&length=30&forms=0&order=weight&members=1&limit=2",
    ),
    _get("clusters_unknown_unit", "clusters?unit=江弯轮渡公司"),
    _get("cluster", "clusters/{cluster}"),
    _get("cluster_none", "clusters/99999"),
    _get("heatmap", "heatmap"),
    _get("heatmap_years", "heatmap?by=year&stock=1"),
    _get("heatmap_reports", "heatmap?by=report&report={first}&report={second}&report={harbour}"),
    _get("heatmap_unknown_unit", "heatmap?unit=江弯轮渡公司"),
    _get("heatmap_cell", "heatmap/cell?row=芦洲渔港公司&column=江湾轮渡公司&limit=1"),
    _get("compare", "compare?left={first}&right={second}"),
    _get("compare_tables", "compare?left={table}&right={later_table}"),
    _get("compare_tables_by_place", "compare?left={table}&right={later_table}&columns=place"),
    _get("compare_scan", "compare?left={scan}&right={second}"),
    _get("compare_no_report", "compare?left={first}&right=99999"),
    _post("compare_texts", "compare", left_text=LEFT, right_text=RIGHT, right_name="新稿.txt"),
    Asked(
        "compare_files",
        "/api/compare",
        "POST",
        form={"left": "{first}"},
        files=(("right_file", "芦洲渔港公司/2022年述职报告.txt"),),
    ),
    _get("several", "several?unit=江湾轮渡公司&kind=工作总结"),
    _get("several_section", "several?report={first}&report={second}&section=problems"),
    _get("several_passage", "several?report={first}&report={second}&passage={moved}"),
    _get("several_unknown_unit", "several?unit=江弯轮渡公司"),
    _get("trail", "trail?passage={copied}"),
    _get("trail_own_unit", "trail?passage={checked}&own_unit=1&limit=2"),
    _get("reports", "reports?sort=added"),
    _get("reports_incomplete", "reports?incomplete=1"),
    _get("reports_text", "reports?text=决算&limit=1&offset=1&year=2022-2023&unit=江弯公司"),
    _get("report", "reports/{second}"),
    _get("report_of_tables", "reports/{table}"),
    _get("report_scanned", "reports/{scan}"),
    _get("report_none", "reports/99999"),
    _get("report_none_in_english", "reports/99999?lang=en"),
    _get("reuse", "reports/{second}/reuse"),
    _get("reuse_findings", "reports/{harbour}/reuse?share=90"),
    _get("reuse_scanned", "reports/{scan}/reuse"),
    _post("reuse_of_draft", "reuse", text=DRAFT, of_unit="芦洲渔港公司", of_year="2023"),
    _post(
        "reuse_of_fragment", "reuse", text=_RETOLD, of_unit="江湾燃气公司", of_year=2022, share=50
    ),
    Asked(
        "reuse_of_file",
        "/api/reuse",
        "POST",
        form={"of_unit": "江湾燃气公司"},
        files=(("file", "芦洲渔港公司/2022年述职报告.txt"),),
    ),
    _get("exclusions", "exclusions"),
    _get("exclusions_of_report", "exclusions?report={harbour}"),
    _get("marks", "marks"),
    _get("evidence", "evidence"),
    _get("evidence_of_report", "reports/{training}/evidence"),
    _get("refused", "refused"),
    _get("refused_in_english", "refused?lang=en"),
    _get("outdated", "reread"),
    _get("job_none", "jobs/nothing"),
    _get("session", "session"),
    _get("export_bad_format", "export/hits?q=安全&format=exe"),
)

CHANGE = (  # in this order, over a copy of the library
    Asked("export_job", "/api/export/clusters?format=csv", waits=True),
    Asked("job_stopped", "/api/jobs/{job}", "DELETE"),
    _post("exclude", "passages/{copied}/exclusion", reason="引用制度原文", by="王五", span=[2, 18]),
    _post("exclude_without_reason", "passages/{copied}/exclusion", reason=" "),
    _get("reuse_excluded", "reports/{first}/reuse"),
    Asked("include", "/api/passages/{copied}/exclusion?by=王五", "DELETE"),
    Asked("mark", "/api/reports/{first}/mark", "PUT", {"mark": "template", "by": "赵六"}),
    _get("reuse_template", "reports/{second}/reuse"),
    Asked("unmark", "/api/reports/{first}/mark?by=赵六", "DELETE"),
    Asked("correct", "/api/reports/{notes}", "PATCH", {"year": 2020, "unit": "芦洲渔港公司"}),
    Asked("correct_unknown_field", "/api/reports/{notes}", "PATCH", {"pages": 3}),
    _post("forget", "refused/{torn}/forget", reason="不是报告", by="孙七"),
    Asked("recount", "/api/refused/{torn}/forget", "DELETE"),
    Asked("retry", "/api/refused/{torn}/retry", "POST", waits=True),
    Asked(
        "exchange",
        "/api/refused/{blank}/file",
        "POST",
        form={},
        files=(("files", "护江经验交流.txt"),),
        waits=True,
    ),
    Asked(
        "add",
        "/api/reports",
        "POST",
        form={},
        files=(
            ("files", "芦洲渔港公司/2022年述职报告.txt"),
            ("files", "江湾轮渡公司/2023年工作总结.txt"),
            ("files", "江湾轮渡公司/空白.txt"),
        ),
        waits=True,
    ),
    Asked("reread_dry", "/api/reread?report={second}&dry_run=1", "POST", waits=True),
    Asked("outdated_some", "/api/reread"),
    Asked("reread", "/api/reread", "POST", waits=True),
    Asked("remove", "/api/reports/{notes}", "DELETE"),
    Asked("sign_in_wrong", "/api/session", "POST", {"password": "猜一个"}),
    Asked("sign_out", "/api/session", "DELETE"),
)

TYPED = (
    Typed("search", "search 公示栏 --json"),
    Typed("search_grouped", "search 安全|渡船 --group report --limit 2 --json"),
    Typed("search_removed", "search 注意保存 --removed --json"),
    Typed("search_words", "search 船员 证书 --words --json"),
    Typed("search_table_row", "search 船舶维护 --where table --year 2022-2023 --json"),
    Typed("matrix", "matrix 公示栏 投入维护资金#万元 --json"),
    Typed("matrix_of_roles", "matrix 船员 --rows role --json"),
    Typed("similar", "similar --passage {copied} --json"),
    Typed("similar_weak", "similar --passage {alike} --least 20 --order text --json"),
    Typed(
        "similar_to_text",
        "similar --of-unit 芦洲渔港公司 --of-year 2023 --json --text -",
        typed=DRAFT,
    ),
    Typed("similar_to_file", "similar --file {folder}/护江经验交流.txt --json"),
    Typed("reuse", "reuse {second} --json"),
    Typed("reuse_of_text", "reuse --of-unit 芦洲渔港公司 --json --text -", typed=DRAFT),
    Typed(
        "reuse_of_file", "reuse --file {folder}/芦洲渔港公司/2022年述职报告.txt --share 90 --json"
    ),
    Typed("compare", "compare {first} {second} --json"),
    Typed("compare_files", "compare {folder}/护江经验交流.txt {scan} --columns place --json"),
    Typed("clusters", "clusters --json"),
    Typed(
        "clusters_narrow",
        "clusters --across --no-stock --min-length 30 --no-forms --limit 1 --json",
    ),
    Typed("heatmap", "heatmap --json"),
    Typed(
        "heatmap_reports", "heatmap --by report --report {first} --report {second} --stock --json"
    ),
    Typed("several", "several {first} {second} --section problems --json"),
    Typed("trail", "trail {copied} --json"),
    Typed("exclusions", "exclusions --json"),
    Typed("template_list", "template --list --json"),
    Typed("evidence", "evidence --json"),
    Typed("evidence_of_report", "evidence {training} --json"),
    Typed("list", "list --year 2023 --json"),
    Typed("list_unknown_unit", "list --unit 江弯轮渡公司 --json"),
    Typed("show", "show {first} --json"),
    Typed("show_tables", "show {table} --json"),
    Typed("outline", "outline {folder}/江湾轮渡公司/2022年工作总结.txt --json"),
    Typed("refused", "refused --json"),
    Typed("reread_dry", "reread {first} --dry-run --workers 1 --json"),
    Typed("check", "check --json"),
)

TYPED_CHANGES = (  # in this order, over a copy of the library
    Typed("exclude", "exclude {copied} --span 2-18 --reason 引用制度原文 --by 王五 --json"),
    Typed("template", "template {first} --superior --by 赵六 --json"),
    Typed("template_off", "template {first} --off --json"),
    Typed("add", "add {folder} --workers 1 --no-ocr --json", status=3),
    Typed("refused_unfinished", "refused --json"),
    Typed("refused_forget", "refused --forget {torn} --reason 不是报告 --by 孙七 --json"),
    Typed("refused_recount", "refused --recount {torn} --json"),
    Typed("refused_retry", "refused --retry {torn} --json", status=3),
    Typed("reread", "reread --workers 1 --json", status=3),
)
