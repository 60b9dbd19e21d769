"""Who reports: the unit named by a title, a file name or a folder.

A masked unit (XX局) is kept as written; `is_known` says whether a unit may equal another one.
"""

from __future__ import annotations

import re

_PLACE = r"(?:自治区|自治州|省|市|州|盟|地区|新区|区|县|旗)"
_BODY = (
    r"(?:委员会|管委会|居委会|村委会|工委|党工委|纪工委|纪委监委|纪委|党委|党组|党总支|党支部|总支|支部|政府|办事处|办公室|办公厅"
    r"|街道|乡|镇|社区|村|局|委|办|厅|部|处|科|室|署|院|法院|检察院|研究院|研究所|所|中心|站|队|支队|大队|总队|中队|分局|海关"
    r"|集团|公司|总公司|分公司|子公司|总部|厂|矿|银行|支行|分行|信用社|合作社|联社|学校|大学|学院|中学|小学|幼儿园|党校|医院|卫生院|福利院|图书馆|博物馆|文化馆|档案馆|馆|园|园区|开发区|示范区|管理区"
    r"|协会|联合会|学会|商会|总工会|工会|团委|妇联|共青团|残联|文联|社联|科协|侨联|工商联|基金会|中心站|指挥部|车间|项目部|工区|段|港|国务院|人大|政协|人大常委会|报社|电视台|供销社)"
)
_UNIT = re.compile(rf"[\u4e00-\u9fffA-Za-z×ＸＸ*○〇0-9（）()·“”\s]{{0,40}}?{_BODY}")
_YEAR = re.compile(
    r"[（(]?(?:(?:19|20)\d{2}|[一二][九〇○零][〇○零一二三四五六七八九]{2})\s*(?:[-—–~～至到]\s*\d{2,4})?\s*年?(?:度|初|终|末|上半年|下半年)?[）)]?|上半年|下半年|年度|年终|第[一二三四]季度"
)
_MASK = re.compile(
    r"[×✕╳*＊○□]|(?<![A-Za-zＡ-Ｚａ-ｚ])[XxＸｘ]+(?![A-Za-zＡ-Ｚａ-ｚ光射])|某(?!些)"
)
_OFFICE = r"(?!部|局|委|厅|办|站|中心|处|科|室|组|院|所|公司|集团|银行|学院|大队|支队)"
_ROLE_WORDS = re.compile(
    rf"书记|主任|局长|班子|成员|个人|同志|领导(?!小组)|履职|述职|抓|党员{_OFFICE}|干部{_OFFICE}"
    rf"|关于|工作{_OFFICE}|情况|建设{_OFFICE}|落实|推进{_OFFICE}|主体责任|报告|总结|汇报|材料{_OFFICE}"
    rf"|上报|报送|文件|资料{_OFFICE}|文档|附件|新建|下载|桌面|备份|归档|定稿|终稿|初稿|修改|最终|评议"
)
_GENERIC = frozenset(
    (
        *(
            "党委",
            "党组",
            "党支部",
            "党总支",
            "总支",
            "支部",
            "单位",
            "部门",
            "机关",
            "公司",
            "集团",
        ),
        *("街道", "社区", "学校", "学院", "医院", "政府", "人民政府", "办公室", "中心", "总部"),
        *("委员会", "各单位", "各部门", "基层党支部", "基层党委", "基层", "年终", "本单位"),
        *("我局", "我委", "我院", "全市", "全区", "全县", "全省", "全局", "全委"),
        *"省市区县镇乡村局委办部处科室所队站院馆园段港厂矿",
    )
)


_NO_UNIT = re.compile(
    rf"(?:{'|'.join(sorted(_GENERIC))})|[在全各本我].*|.*(?:法治|服务型?|数字|廉洁|效能|阳光)政府"
    r"|(?:国有企业|企业|机关|学校|基层|农村|集团|公司)?(?:党委|党组|党总支|党支部|总支|支部)"
)


def is_known(unit: str | None) -> bool:
    """Say whether a unit is named without masks; only such a unit may equal another."""
    return bool(unit) and _MASK.search(str(unit)) is None


def unit_in_title(title: str, kind: str | None) -> str | None:
    """Return the unit that a title names: what stands around the year, before the matter."""
    if kind == "政府工作报告":
        return _government(title)
    text = re.sub(r"^关于", "", title.strip())
    for part in re.split(r"—{1,2}|－{1,2}|\s{1,}|[:：]", text):
        for piece in _YEAR.split(part):
            found = _leading(piece)
            if found and not _place_only(found):
                return found
    # 「某市 XX 局」: the spaces are only setting.
    whole = [_leading(piece) for piece in _YEAR.split(re.sub(r"\s+", "", text))]
    return next((found for found in whole if found and not _place_only(found)), None)


def unit_in_label(line: str) -> str | None:
    """Return the unit that a line below the title states: 「预算单位：…」, 「述职单位：…」."""
    found = re.search(
        r"(?:^|[（(\s])(?:预算主管部门|主管部门|预算单位|填报单位|报送单位|述职单位|报告单位|汇报单位|编制单位|单位名称|单位|部门|所在单位)\s*[:：]\s*(\S[^，。；]{1,40})",
        line,
    )
    if not found:
        return None
    unit = re.split(r"\s{2,}|[）)]$|\s+(?=\S+[:：])", found[1])[0].strip()
    return unit if len(unit) >= 2 else None


def unit_in_name(stem: str, kind: str | None) -> str | None:
    """Return the unit in a file name: one of its pieces, or what leads up to the year or kind."""
    pieces = [piece for piece in re.split(r"[_＿\s—–\-·、，,]+", stem) if piece]
    for piece in pieces:
        if len(pieces) > 1 and _YEAR.fullmatch(piece):
            continue
        if kind == "政府工作报告":
            found = _government(piece)
            if found:
                return found
            if re.fullmatch(rf"[\u4e00-\u9fff]{{2,12}}{_PLACE}|国务院", piece):
                return piece
            continue
        found = unit_in_title(re.sub(r"[（(][^（()）]*[)）]$", "", piece), kind)
        if found:
            return found
        if len(pieces) > 1 and re.fullmatch(rf"[\u4e00-\u9fff]{{1,12}}{_PLACE}", piece):
            return piece
    return None


def unit_in_folder(name: str) -> str | None:
    """Return the unit after which a folder is called, None where the name says something else."""
    bare = _YEAR.sub("", re.sub(r"^\d{1,3}[\s._、\-]*", "", name)).strip(" _-—·")
    if not bare or bare in _GENERIC or _ROLE_WORDS.search(bare):
        return None
    if re.fullmatch(rf"[\u4e00-\u9fff]{{2,12}}{_PLACE}", bare):
        return bare
    found = _UNIT.fullmatch(bare)
    return bare if found and len(bare) <= 40 else None


def _government(text: str) -> str | None:
    bare = _YEAR.sub("", text)
    found = re.search(
        r"([\u4e00-\u9fff]{2,14}?(?:省|市|自治区|自治州|州|盟|县|区|旗|镇|乡|国务院))(?:人民)?政府工作",
        bare,
    )
    if found:
        return re.sub(r"^关于", "", found[1])
    held = re.search(
        r"在([\u4e00-\u9fff]{2,12}?(?:省|市|自治区|自治州|州|盟|县|区|旗|镇|乡))"
        r"(?:第[一二三四五六七八九十]{1,3}|[一二三四五六七八九十]{1,3})届人民代表大会",
        bare,
    ) or re.match(r"([\u4e00-\u9fff]{2,12}?(?:省|市|自治区|州|盟|县|区|旗|镇|乡))人民政府", bare)
    if held:
        return held[1]
    if "国务院" in bare:
        return "国务院"
    return None


def _leading(piece: str) -> str | None:
    """Return the longest unit with which a piece of a title begins."""
    text = re.split(r"[，。；]", piece)[0].strip(" \u3000：:—-·、")
    text = re.sub(r"^(?:中共|中国共产党)(?=\S{2})", lambda match: match[0], text)
    best = ""
    matter = _ROLE_WORDS.search(text)  # where the unit ends at the latest
    for found in re.finditer(_BODY, text):
        candidate = text[: found.end()]
        rest = text[found.end() :]
        if len(candidate) > 40 or (matter and found.end() > matter.start()):
            break
        # 「党委书记」 names a person's office, not a unit.
        if re.match(
            r"(?:副)?(?:书记|主任|局长|院长|校长|部长|处长|科长|主席|经理|负责人|委员(?!会)|班子|领导|长)",
            rest,
        ):
            break
        best = candidate
    best = re.sub(r"\s+", "", best)
    return best if len(best) >= 3 and not _NO_UNIT.fullmatch(best) else None


def _place_only(unit: str) -> bool:
    # 「某市某区」 before 「部门预算」 says where, not who.
    return re.fullmatch(rf"(?:[\u4e00-\u9fff]{{1,8}}{_PLACE}){{1,3}}", unit) is not None
