"""Pages of known content as pictures: set in a font, then scanned badly.

In: what a page says, a font, pixels an inch. Out: the picture, and its paragraphs and cells in the
order of reading. Only Pillow, OpenCV and numpy; nothing of the program takes part.
"""

from __future__ import annotations

import math
import subprocess
from dataclasses import dataclass, field
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

KINDS = ("prose", "dense", "two columns", "tables")
FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UKai CN")

Picture = NDArray[np.uint8]
_CLOSING = "，。；：、）”%"
_SENTENCES = (
    "区水务局党组把学习领会中央精神作为首要任务，全年召开党组会议{n}次，专题研究党建工作{m}次。",
    "一是压实主体责任。印发《2024年党建工作要点》（区水发〔2024〕{m}号），与{m}个支部签订责任书。",
    "全年完成固定资产投资{d}亿元，同比增长{p}%；争取上级资金{k}万元，较上年增加{n}万元。",
    "存在的主要问题：部分支部“三会一课”记录不规范，有的党员学习不够深入，联系群众还有差距。",
    "下一步，我们将持续抓好整改落实，确保2025年6月底前完成老旧管网改造{d}公里，惠及{k}户。",
    "受理热线工单{k}件，按期办结率{p}%，群众满意度达到{p}%，较上年提高1.2个百分点。",
    "严格落实各项规定及其实施细则，“三公”经费支出{d}万元，下降{p}%。",
    "（二）强化组织建设。新发展党员{m}名，转入组织关系{n}人，处置不合格党员1名。",
)
_ITEMS = (
    "一般公共服务支出", "教育支出", "社会保障和就业支出", "卫生健康支出", "农林水支出",
    "住房保障支出", "城乡社区支出", "节能环保支出", "公共安全支出", "科学技术支出",
)  # fmt: skip


@dataclass
class Paper:
    """A page while it is set; `said` are its paragraphs and cells, `tables` the rows of each."""

    font: tuple[str, int]
    dpi: int
    points: float = 16
    said: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wide, self.high = int(8.27 * self.dpi), int(11.69 * self.dpi)
        self.image: Any = Image.new("RGB", (self.wide, self.high), "white")
        self.y = int(1.1 * self.dpi)

    def picture(self) -> Picture:
        """Return the page as it was set: rows × columns × blue, green, red."""
        return np.ascontiguousarray(np.array(self.image)[:, :, ::-1])

    def title(self, text: str) -> None:
        """Set a line in the middle."""
        font = self._font(22)
        left = (self.wide - font.getlength(text)) / 2
        self._draw().text((left, self.y), text, font=font, fill="black")
        self.y += self._pixels(44)
        self.said.append(text)

    def paragraph(self, text: str, left: float = 1.1, right: float = 7.17) -> None:
        """Set a paragraph between two edges (inches), its first line indented."""
        font, em = self._font(self.points), self._pixels(self.points)
        start, end = left * self.dpi, right * self.dpi
        at = x = start + 2 * em
        line = ""
        for char in text:
            width = font.getlength(char)
            if x + width > end + 1 and char not in _CLOSING:
                self._draw().text((at, self.y), line, font=font, fill="black")
                self.y += int(em * 1.7)
                line, at, x = "", start, start
            line, x = line + char, x + width
        self._draw().text((at, self.y), line, font=font, fill="black")
        self.y += int(em * 1.7)
        self.said.append(text)

    def table(self, rows: list[list[str]]) -> None:
        """Set a table with lines; its first column is twice as wide."""
        font, em = self._font(10.5), self._pixels(10.5)
        left, right = self.dpi, self.wide - self.dpi
        shares = np.cumsum([0, 2.2, *[1] * (len(rows[0]) - 1)])
        edges = (left + (right - left) * shares / shares[-1]).tolist()
        top, thick = self.y, max(1, round(0.75 / 72 * self.dpi))
        draw = self._draw()
        for row in rows:
            draw.line((left, self.y, right, self.y), fill="black", width=thick)
            for at, text in enumerate(row):
                spare = edges[at + 1] - edges[at] - font.getlength(text)
                x = edges[at] + (spare / 2 if at else em / 2)
                draw.text((x, self.y + em * 0.45), text, font=font, fill="black")
            self.y += em * 2
        draw.line((left, self.y, right, self.y), fill="black", width=thick)
        for edge in edges:
            draw.line((edge, top, edge, self.y), fill="black", width=thick)
        self.y += em
        self.said.extend(cell for row in rows for cell in row)
        self.tables.append(rows)

    def stamp(self, chance: Random) -> None:
        """Put a red stamp over the text."""
        radius = int(0.8 * self.dpi)
        x, y = chance.uniform(3, 6) * self.dpi, chance.uniform(3, 9) * self.dpi
        over = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
        draw, red = ImageDraw.Draw(over), (214, 30, 40, 190)
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse(box, outline=red, width=max(3, int(0.03 * self.dpi)))
        for at, char in enumerate("江川区水务局委员会"):
            angle = math.radians(200 + at * 17.5)
            place = (x + radius * 0.78 * math.cos(angle), y + radius * 0.78 * math.sin(angle))
            draw.text(place, char, font=self._font(13), fill=red, anchor="mm")
        draw.text((x, y), "★", font=self._font(30), fill=red, anchor="mm")
        self.image = Image.alpha_composite(self.image.convert("RGBA"), over).convert("RGB")

    def _draw(self) -> Any:
        return ImageDraw.Draw(self.image)

    def _font(self, points: float) -> Any:
        path, index = self.font
        return ImageFont.truetype(path, self._pixels(points), index=index)

    def _pixels(self, points: float) -> int:
        return round(points / 72 * self.dpi)


def paper(kind: str, font: tuple[str, int], dpi: int, chance: Random) -> Paper:
    """Set a page of one of KINDS."""
    page = Paper(font, dpi, 16 if kind in ("prose", "tables") else 10.5)
    if kind == "prose":
        page.title("江川区水务局2024年度党建述职报告")
    while kind in ("prose", "dense") and page.y < page.high - 1.7 * dpi:
        page.paragraph(_sentence(chance) + (_sentence(chance) if kind == "dense" else ""))
    if kind == "two columns":
        page.title("2024年工作总结")
        top = page.y
        for left, right in ((0.9, 3.93), (4.33, 7.37)):
            page.y = top
            while page.y < page.high * 0.8:
                page.paragraph(_sentence(chance), left, right)
    if kind == "tables":
        page.title("2024年度部门收支情况表")
        page.paragraph("下表列出各项收支的预算数、决算数和增减比例，单位为万元。")
        rows = [["项目", "预算数", "决算数", "增减%"]]
        rows += [[item, _amount(chance), _amount(chance), _share(chance)] for item in _ITEMS]
        page.table(rows)
        page.paragraph(_sentence(chance))
        done = ["新建供水管网（公里）", str(chance.randint(10, 99)), f"{chance.randint(10, 99)}.5"]
        page.table([["指标", "年初目标", "完成情况"], done])
        page.paragraph(_sentence(chance))
    return page


def badly_scanned(page: Paper, chance: Random) -> Picture:
    """Return a page under a stamp, up to 1° aslant, blurred, noisy, as JPEG of quality 35."""
    page.stamp(chance)
    middle = (page.wide / 2, page.high / 2)
    turn = cv2.getRotationMatrix2D(middle, chance.uniform(-1, 1), 1)
    size, paper_white = (page.wide, page.high), (250, 250, 250)
    given = cv2.warpAffine(page.picture(), turn, size, borderValue=paper_white)
    given = cv2.GaussianBlur(given, (0, 0), 0.8 * page.dpi / 200)
    noise = np.random.default_rng(chance.randrange(1 << 30)).normal(0, 4, given.shape)
    noisy = np.clip(given.astype(np.int16) + noise, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 35])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def fonts() -> dict[str, tuple[str, int]]:
    """Return the fonts of FAMILIES that this machine has: file and number in the file."""
    found: dict[str, tuple[str, int]] = {}
    for family in FAMILIES:
        asked = ["fc-match", "-f", "%{family}\t%{file}\t%{index}", f"{family}:style=Regular"]
        said = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout
        names, file, index = said.split("\t")
        if family in names.split(","):
            found[family] = file, int(index) & 0xFFFF
    return found


def _sentence(chance: Random) -> str:
    return chance.choice(_SENTENCES).format(
        n=chance.randint(10, 99),
        m=chance.randint(2, 30),
        d=f"{chance.randint(1, 99)}.{chance.randint(1, 99):02}",
        p=_share(chance).lstrip("-"),
        k=f"{chance.randint(1, 9)},{chance.randint(100, 999)}",
    )


def _amount(chance: Random) -> str:
    return f"{chance.randint(1, 99)},{chance.randint(100, 999)}.{chance.randint(10, 99)}"


def _share(chance: Random) -> str:
    return f"{chance.randint(-9, 40)}.{chance.randint(1, 9)}"
