"""Names of people, as they stand alone on a line: 周明, 周 明, 欧阳建华, 吕××."""

from __future__ import annotations

import re

# Surnames that begin few other words: 林业, 高校 and 任务 are words, so 林, 高 and 任 are none.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖萧董袁潘蒋蔡余杜叶魏吕丁沈姚卢姜崔谭廖"
    "汪贾邹薛尹侯邱孟秦熊阎郝孔邵钱龚庞樊殷翟倪覃俞葛韦柳邢骆聂阮詹傅戴陆"
)
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|慕容|皇甫|尉迟|令狐|端木|夏侯"
_GIVEN = r"[\u4e00-\u9fff×✕XxＸｘ*＊]"
# What places, bodies and offices end with, which may begin like a name: 黄山, 董事会, 董事长.
_ENDS = (
    "省市县区旗州盟镇乡村屯寨局厅部委办院校站所队组社会厂矿场馆园庄河江湖海山岭岛港桥路口城堡长员"
)
_NAME = re.compile(
    rf"(?:[{_SURNAMES}]\s{{0,3}}{_GIVEN}(?:\s{{0,3}}{_GIVEN})?"
    rf"|(?:{_DOUBLE})\s{{0,3}}{_GIVEN}(?:\s{{0,3}}{_GIVEN})?)(?<![{_ENDS}])"
)


def is_name(line: str) -> bool:
    """Say whether a line is a person's name and nothing else; of a rare surname it does not."""
    return _NAME.fullmatch(line) is not None
