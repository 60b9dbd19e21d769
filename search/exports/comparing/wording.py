"""The words of files that hold a comparison, in Chinese, like those of `search.exports.words`."""

from __future__ import annotations

from search.comparing.figures.said import Standing
from search.comparing.model import RowKind
from search.exports.words import mark

KINDS = {
    RowKind.SAME: mark("相同"),
    RowKind.FIGURES: mark("仅数字变化"),
    RowKind.EDITED: mark("修改"),
    RowKind.SPLIT: mark("拆分"),
    RowKind.MERGED: mark("合并"),
    RowKind.LEFT_ONLY: mark("仅左"),
    RowKind.RIGHT_ONLY: mark("仅右"),
}
# One character, the same in every language, that tells kinds apart where all is black.
SIGNS = {
    RowKind.SAME: "同",
    RowKind.FIGURES: "数",
    RowKind.EDITED: "改",
    RowKind.SPLIT: "拆",
    RowKind.MERGED: "并",
    RowKind.LEFT_ONLY: "左",
    RowKind.RIGHT_ONLY: "右",
}
MOVED = mark("移动")
MOVED_SIGN = "移"
STANDINGS = {
    Standing.CHANGED: mark("变化"),
    Standing.SAME: mark("相同"),
    Standing.LEFT_ONLY: mark("仅左"),
    Standing.RIGHT_ONLY: mark("仅右"),
    Standing.UNKNOWN: mark("未知"),
}

COMPARISON = mark("对比：{left} — {right}")
LEFT = mark("左")
RIGHT = mark("右")
COMPARED_AT = mark("对比时间")
SIMILARITY = mark("总体相似")
SIMILARITY_SAID = mark("{percent}%（两篇文字中相同的部分所占的比例）")
SIZE_SAID = mark("{characters} 字，{passages} 段")
NO_ROWS = mark("两篇都没有文字。")
ALL_SAME = mark("两篇的文字没有差别。")

COUNTS = mark("各类行数")
COUNTS_SAID = mark("共 {rows} 行：{counts}")
COUNT_SAID = mark("{kind} {count}")
MOVED_SAID = mark("其中移动 {count}")
LEGEND = mark("图例")
LEGEND_LEFT = mark("虚线下划：只在左边")
LEGEND_RIGHT = mark("实线下划：只在右边")
LEGEND_FIGURE = mark("方框：数字有变化")
LEGEND_QUIET = mark("点线：只是标点、全角半角或繁简不同")
LEGEND_NUMBERS = mark("左、右后的数字是段落在各自报告里的序号，¶ 后是自然段的序号，都从 1 数。")
ONLY_DIFFERENT = mark("只看不同")
NO_QUIET = mark("不标标点差别")

WHOLE = mark("逐段对照")
KIND = mark("类型")
ROW = mark("行")
NOT_LEFT = mark("左没有这一段")
NOT_RIGHT = mark("右没有这一段")
MOVED_TO = mark("移到右 {number}（{section}）")
MOVED_FROM = mark("移自左 {number}（{section}）")
SECTION = mark("“{heading}”")
NO_SECTION = mark("开头")
ON_LEFT = mark("左 {number}")
ON_RIGHT = mark("右 {number}")

FIGURES = mark("数字对照")
FIGURES_SAID = mark("共 {total} 项：{counts}")
FIGURES_READ = mark(
    "读到左 {left} 个、右 {right} 个数字：{paired} 对成对，{alone} 个没有配上。"
    "年份、日期、序号、编码不算。"
)
NO_FIGURES = mark("两篇都没有可以对照的数字。")
FIGURES_NOTE = mark(
    "增减是右减左，按所列计量单位；百分数的增减是百分点。脱敏的数字不知道多少，不计增减。"
)
ITEM = mark("项目")
MEASURE = mark("计量单位")
CHANGE = mark("增减")
RATE = mark("变化率")
RATE_PERCENT = mark("变化率（%）")
STANDING = mark("情况")
QUALIFIERS = mark("限定词")
PLACE = mark("所在")
FIGURE_HEAD = (ITEM, LEFT, RIGHT, MEASURE, CHANGE, RATE, QUALIFIERS, PLACE)
POINTS = mark("百分点")
OF_POINTS = mark("个百分点")
QUALIFIER_ONLY = mark("仅限定词")
OPPOSED = mark("方向相反")
REWORDED = mark("改写")
TIMES = mark("{times} 倍")
QUALIFIED = mark("{left} → {right}")
NO_QUALIFIER = mark("无")
MORE_ROWS = mark("另有 {count} 行没有列在这里：Word 排不下这么多，请导出网页或 Excel。")
FEWER_FIGURES = mark("没有变化的 {count} 项不列在这里，见 Excel 文件。")
MORE_FIGURES = mark("另有 {count} 项没有列出，见 Excel 文件。")

RELOCATED = mark("挪到别处的文字")
RELOCATED_SAID = mark("左 {left} → 右 {right}")

LEFT_WRITTEN = mark("左原文数字")
RIGHT_WRITTEN = mark("右原文数字")
LEFT_QUALIFIER = mark("左限定词")
RIGHT_QUALIFIER = mark("右限定词")
LEFT_PATH = mark("左所在部分")
RIGHT_PATH = mark("右所在部分")
LEFT_NUMBER = mark("左段序号")
RIGHT_NUMBER = mark("右段序号")
LEFT_PARAGRAPH = mark("左自然段")
RIGHT_PARAGRAPH = mark("右自然段")
LEFT_TEXT = mark("左原文")
RIGHT_TEXT = mark("右原文")
LEFT_WORDS = mark("只在左边的文字")
RIGHT_WORDS = mark("只在右边的文字")
SCORE = mark("相似度（%）")
ROWS_SHEET = mark("逐段对照")
SECTIONS_SHEET = mark("部分对照")
SIMILARITY_PERCENT = mark("总体相似（%）")
LEFT_OUT_LINES = mark("另有 {count} 行没有列出。")
SUMMARY_SHEET = mark("汇总")
ROW_COUNT = mark("行数")
YES = mark("是")
TABLES_SHEET = mark("表格对照")
LEFT_TABLE = mark("左表")
RIGHT_TABLE = mark("右表")
LEFT_CAPTION = mark("左表名")
RIGHT_CAPTION = mark("右表名")
SHEET = mark("工作表")
NO_SHEET = mark("没有单独的工作表，见“逐段对照”")
FEWER_SHEETS = mark(
    "只有前 {most} 对表格各有一张工作表，另外 {rest} 对没有；它们的各行在“逐段对照”里。"
)
LEFT_ROW = mark("左行")
RIGHT_ROW = mark("右行")
OF_COLUMN = mark("{column}：{what}")
CHANGE_IN = mark("增减（{measure}）")
RENUMBERED = mark("序号变了")
RENAMED = mark("标题变了")

METHODS = (
    mark(
        "段落按内容对应，不按位置：序号、标点、全角半角和繁简不同也算同一段，移到别处的照样对上。"
    ),
    mark("差别按词语标出，数字连同计量单位整个标出；每一边的文字都原样保留，没有删改。"),
    mark("行按右边报告的顺序排列；只在左边的段落排在它在左边跟随的那一段之后。"),
)
