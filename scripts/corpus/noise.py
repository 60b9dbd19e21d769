"""What real files carry besides the report: markup and advertising of text libraries, web pages.

The library and the news site named here do not exist.
"""

from __future__ import annotations

from collections.abc import Iterable

PAID_BEGIN, PAID_END = "##paidbegin##", "##paidend##"
ADVERT = (
    "本文由墨池公文驿素材库整理，更多述职报告、工作总结范文请关注公众号“墨池公文驿”，"
    "代笔咨询请加会员群"
)
_SPLIT_WORDS = ("工作", "职工", "开展", "组织", "安全", "单位", "实际", "问题")
_PARAGRAPH = 40  # characters; shorter lines are headings


def with_paid_markup(text: str, untouched: Iterable[str]) -> str:
    """Return the text with `##paidbegin##` inside a word and `##paidend##` as the last line.

    The word is looked for in the second half, in paragraphs that hold none of the untouched
    texts, so that what is recorded elsewhere still stands as recorded.
    """
    kept = tuple(untouched)
    lines = text.splitlines()
    for at in [*range(len(lines) // 2, len(lines)), *range(len(lines) // 2)]:
        line = lines[at]
        if len(line) < _PARAGRAPH or any(piece in line for piece in kept):
            continue
        for word in _SPLIT_WORDS:
            if word in line[10:]:
                cut = line.index(word, 10) + 1
                lines[at] = line[:cut] + PAID_BEGIN + line[cut:]
                return "\n".join([*lines, PAID_END]) + "\n"
    raise ValueError("no paragraph to put the markup in")


def with_advert(text: str) -> str:
    """Return the text with an advertising line below the title and at the end."""
    title, rest = text.split("\n", 1)
    return f"{title}\n{ADVERT}\n{rest}{ADVERT}\n"


def as_web_page(text: str, date: str) -> str:
    """Return the text with the lines that a copied web page has around it."""
    above = ["您的位置：首页 > 信息公开 > 工作动态", "【字号： 大 中 小 】", "打印", "收藏"]
    title, rest = text.split("\n", 1)
    below = [
        "责任编辑：综合科",
        "相关报道",
        "澜川集团召开年度工作会议",
        "上一篇",
        "下一篇",
        "返回顶部",
    ]
    head = [*above, title, "来源：青澜在线", f"时间：{date}"]
    return "\n".join(head) + "\n" + rest + "\n".join(below) + "\n"
