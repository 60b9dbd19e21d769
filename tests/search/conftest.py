"""A small library of made-up reports, kept once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests_support import library_of

from search.library import Library

REPORTS = {
    "云岭港务公司/2021年工作总结.txt": """2021年工作总结
一、主要做法和成效
（一）抓实“第一议题”。全年开展第一议题学习24次，形成清单×××项。
（二）建强队伍。坚持三会一课制度，一是选好支书，配强班子；二是育好骨干，建立台账。
二、存在的问题
三会一课质量不高，安全生产责任压得不实。
三、下一步打算
完善第一议题制度。
""",
    "云岭港务公司/2022年工作总结.txt": """2022年工作总结
一、主要做法和成效
（一）抓实安全生产。糧食安全與生產安全一起抓，安　全 生产标准化达标率98.6%……
二、存在的问题
主题党日形式单一。
三、下一步打算
坚持“三会一课”，用好主题党日。
""",
    "云岭物流公司/2022年述职报告.txt": """2022年述职报告
一、履职情况
我带头落实第一议题制度，第一议题学习从不缺席；带头上党课3次。
二、努力方向
抓安全生产，抓提质增效。
""",
    "交流材料.txt": """抓落实的几点体会
第一议题是什么，怎么学，学了怎么办，是我们一直在思考和探索的问题，也是职工关心的问题。
""",
}


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("library"), REPORTS) as kept:
        yield kept
