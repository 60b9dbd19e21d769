"""What an element of a page says of itself: by its tag, id, class, role and style.

Names are those that content systems of Chinese government sites, newspapers, wikis and WeChat
give. A hint is evidence; `htmlbody` weighs it against what the element holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from index.readers.htmlparts import Hint


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BODY = _names(
    """trseditor trseditorview ucapcontent zoom zoomcon ozoom ivscontent infocontent contentinfo
    articlecontent articlecontents articlecon articlebody articletext articlemain articledetail
    arccontent artcon artcontent artibody articon newscontent newscontents newsbody newstext
    newscon newsdetail newscontentdetail vsbcontent vnewscontent pagescontent btcontent xlcontent
    detailcontent detailcon detailtext textcontent contenttext contxt conzw connr mainaticle
    rmtxtcon showtext boxcon foundercontent postcontent postbody entrycontent xxgkcontent
    zfxxgkzwcontent gkcontent tddoccontent customunionstyle zhengwen zhengwencontent wznr nrzw
    jscontent richmediacontent mwparseroutput mwcontenttext endtext pdetail
    lemmacontent trsueditor wparticlecontent articontent wzcon wzcontent newsshow"""
)
_BODY_STARTS = ("vsbcontent", "trseditor", "vnewscontent")
_SECTION = re.compile(r"(?:word)?section\d{1,3}")  # of a document that Word wrote as a page
_BODY_TAGS = frozenset(("article", "ucapcontent", "founder-content"))
_MARK = re.compile(
    r"\s*(?:content|正文(?:内容)?|文章(?:内容|正文)|内容|enpcontent|zjeg_rss\.content\.begin"
    r"|main\s*text|article\s*content)\s*(?:begin|start|开始)?\s*",
    re.IGNORECASE,
)

_FURNITURE = _names(
    """nav navs navbar navi navigation menu menus submenu crumb crumbs breadcrumb breadcrumbs bread
    dqwz weizhi footer copyright copyrights share bdshare bshare jiathis
    socialshare toolbar toolbars fontsize sidebar sider sidenav aside related relate
    relevant xgxx xgwj xgjd xgyd xgbd recommend recommended recommends hotnews comment comments
    pinglun pager pagination paging prenext prevnext pagenav qrcode qcode ewm erweima search
    searchbox login friendlink friendlinks yqlj topbar logo
    catlinks printfooter navbox sistersitebox noprint license licence licensecontainer sitesub
    sitetit contentsub disclaimer wza accessibility editsection"""
)
_EDGE = _names("top bottom foot header tool tools location ad ads adv advert banner jump")
_CONTENTS = frozenset(("toc", "mulu"))
_TITLE = frozenset(("title", "tit", "bt", "biaoti", "headline", "ucaptitle"))
_EDIT = frozenset(("editsection", "editlemma"))
_NOTE = frozenset(("reference", "footnote", "footnoteref", "noteref", "endnoteref"))
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_NAMES = 400  # characters of id and class that are looked at

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_INVISIBLE = _names("sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only")
_FADED = re.compile(
    r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!important)?\s*(?:;|$)", re.IGNORECASE
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)\b", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"\s*(?:[a-z]+[1-6]?)?([.#][A-Za-z_][\w-]*)\s*")
_NAME = re.compile(r"[.#][\w-]+")
_BRACES = re.compile("([{}])")
_DISPLAY = re.compile(r"display\s*:\s*([a-z-]+)|visibility\s*:\s*([a-z]+)", re.IGNORECASE)
_STYLES = 200_000  # characters of style sheets that are looked at


def hint_of(element: Any) -> Hint | None:
    """Return what an element's tag, role, id and class say of what it holds."""
    tag = element.tag
    if tag in _BODY_TAGS or (element.get("role") or "").lower() in ("main", "article"):
        return Hint.BODY
    names = f"{element.get('id') or ''} {element.get('class') or ''}"[:_NAMES].split()
    found = {"header": Hint.FURNITURE, "footer": Hint.EDGE}.get(tag)
    for name in names:
        whole = re.sub(r"[-_]", "", name).lower()
        if whole in _BODY or whole.startswith(_BODY_STARTS):
            return Hint.BODY
        if _SECTION.fullmatch(whole) and _is_set_in(element):
            return Hint.BODY
        parts = {part.lower() for part in _PARTS.findall(name)}
        if parts & _CONTENTS:
            found = Hint.CONTENTS
        elif found in (None, Hint.EDGE, Hint.TITLE) and (whole in _FURNITURE or parts & _FURNITURE):
            found = Hint.FURNITURE
        elif found in (None, Hint.TITLE) and parts & _EDGE:
            found = Hint.EDGE
        elif found is None and parts & _TITLE:
            found = Hint.TITLE
    return found


def _is_set_in(element: Any) -> bool:
    """Say whether an element stands in a page's own elements: right below the page it is one of
    those that the whole page consists of.
    """
    around = element.getparent()
    return around is not None and around.tag != "body"


def marks_body(comment: str | None) -> bool:
    """Say whether a comment, or a meta element of that name, marks where the text begins."""
    return len(comment or "") <= 60 and _MARK.fullmatch(comment or "") is not None


def is_edit_link(element: Any, words: str) -> bool:
    """Say whether an element is a wiki's link for editing what stands above it."""
    if _has_class(element, _EDIT):
        return True
    return element.tag in ("a", "span") and words.strip(" []［］【】\n\t") in (
        "编辑", "编辑源代码", "播报", "播报编辑", "編輯", "edit",
    )  # fmt: skip


def points_to_note(element: Any) -> bool:
    """Say whether something raised is a link to a note."""
    if _has_class(element, _NOTE) or _has_class(element.getparent(), _NOTE):
        return True
    return any((link.get("href") or "").startswith("#") for link in element.iter("a"))


def is_struck(element: Any) -> bool:
    """Say whether what an element holds was deleted."""
    return element.tag in ("del", "s", "strike") or _styled(element, _STRUCK) is not None


def raised_by(element: Any) -> str | None:
    """Return `sup` or `sub` where an element sets its words higher or lower."""
    if element.tag in ("sup", "sub"):
        return str(element.tag)
    found = _styled(element, _RAISED) if element.tag in ("span", "font") else None
    return {"super": "sup", "sub": "sub"}[found[1].lower()] if found else None


def is_shown_as_block(element: Any) -> bool:
    """Say whether a style makes an inline element a block of its own."""
    return _styled(element, _AS_BLOCK) is not None


class Hidden:
    """Which elements of a page are not shown: by attribute, by style, by a simple style rule, by a
    class that says so under any style sheet.
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        self._names = _hidden_names("\n".join(sheets)[:_STYLES])

    def holds(self, element: Any) -> bool:
        """Say whether an element is hidden."""
        if element.get("hidden") is not None or _styled(element, _HIDDEN) is not None:
            return True
        if len(element) == 0 and _styled(element, _FADED) is not None:
            return True  # a size of its own inside would show again
        classes = (element.get("class") or "")[:_NAMES].split()
        if not _INVISIBLE.isdisjoint(classes):
            return True
        if not self._names:
            return False
        names = [f".{name}" for name in classes]
        return not self._names.isdisjoint((*names, f"#{element.get('id')}"))


def _hidden_names(sheet: str) -> frozenset[str]:
    """Return the classes and ids that a style sheet hides and no other rule shows."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for selectors, body in _rules(_COMMENT.sub(" ", sheet)):
        said = _DISPLAY.findall(body)
        hides = any(display == "none" or seen == "hidden" for display, seen in said)
        for selector in selectors.split(",") if said else ():
            simple = _SIMPLE.fullmatch(selector)
            if hides and simple:
                hidden.add(simple[1])
            elif not hides:
                shown.update(_NAME.findall(selector))
    return frozenset(hidden - shown)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold on every medium."""
    selectors = ""
    depth = 0
    skipped = 0  # the depth of an @media or @page that is open
    for piece in _BRACES.split(sheet):
        if piece == "{":
            depth += 1
            if not skipped and selectors.lstrip().startswith("@"):
                skipped = depth
        elif piece == "}":
            skipped = 0 if skipped >= depth else skipped
            depth = max(depth - 1, 0)
        elif depth and not skipped:
            yield selectors, piece
        if depth == 0:
            selectors = piece if piece != "}" else ""


def _styled(element: Any, pattern: re.Pattern[str]) -> re.Match[str] | None:
    style = element.get("style")
    return pattern.search(style) if style else None


def _has_class(element: Any, wanted: frozenset[str]) -> bool:
    if element is None:
        return False
    names = (element.get("class") or "")[:_NAMES]
    return any(
        part.lower() in wanted for name in names.split() for part in _PARTS.findall(name)
    ) or any(re.sub(r"[-_]", "", name).lower() in wanted for name in names.split())
