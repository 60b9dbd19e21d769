"""By a file's name: is it read, a document that is not read here, or no report at all?

A document that nobody read may hold what is looked for, and counts. A program or what
a system left behind is no report and counts nowhere.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from index.readers.content import BY_SUFFIX, Content

ARCHIVES = frozenset({".zip"})
LETTERS = frozenset({".eml"})
PICTURES = frozenset(suffix for suffix, kind in BY_SUFFIX.items() if kind is Content.PICTURE)
supported: frozenset[str] = frozenset(BY_SUFFIX) | ARCHIVES

UNREAD = "unsupported"
"""The key of a document whose format is not read."""
NO_REPORT = "not_a_report"
"""The key of a file of no report format."""
NAMELESS = "no_suffix"
"""The key of what looks like a document, and whose name does not say of which format."""
LEFT_BEHIND = "left_behind"
"""The key of what a system or an editor left behind."""
NO_PAGE = "picture_without_text"
"""The key of a picture that shows no page of text."""
COVER_NOTE = "cover_note"
"""The key of a letter's own few words beside the reports that it carries."""
NOT_REPORTS = frozenset({NO_REPORT, LEFT_BEHIND, NO_PAGE, COVER_NOTE})

_DOCUMENTS = frozenset(
    {
        # office documents, of Microsoft, WPS, Apple, OpenDocument and older programs
        ".dot", ".dotx", ".docm", ".dotm", ".wpt", ".uot", ".uof", ".wpd", ".wri", ".pages",
        ".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".ods", ".numbers",
        ".ppt", ".pptx", ".pptm", ".pps", ".ppsx", ".dps", ".odp",
        # pages as they are printed, books, web pages and letters in one file
        ".ofd", ".caj", ".ceb", ".xps", ".djvu", ".epub", ".mobi", ".chm",
        ".mht", ".mhtml", ".shtml", ".xhtml", ".eml", ".msg", ".markdown",
        # data bases and archives, which may hold any of them
        ".accdb", ".mdb", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz",
    }
)  # fmt: skip
_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "ehthumbs.db"})
_HIDDEN = "."
_SUFFIX = re.compile(r"\.[0-9]*[a-z_~$][\w~$-]{0,15}", re.ASCII)
_STARTS = ("~$", "~wrl", "._", ".~")


def suffix_of(name: str) -> str:
    """Return the extension of a file's name in small letters, with its dot; empty without one."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def is_document(name: str) -> bool:
    """Tell whether a file's name is that of a document or an archive, read here or not."""
    return suffix_of(name) in supported | _DOCUMENTS


def names_no_format(name: str) -> bool:
    """Tell whether a name ends without an extension: 述职报告, 1.述职报告, 总结2024.12.31."""
    return _SUFFIX.fullmatch(suffix_of(name)) is None


def is_left_behind(name: str, *, hidden: bool = True) -> bool:
    """Tell whether systems or editors leave such a name behind (.DS_Store, ~$述职报告.docx).

    Without `hidden` a name is not taken for it only because it begins with a dot.
    """
    plain = name.lower()
    if not plain.strip("."):
        return False  # a way up, or nothing
    return (
        plain in _NAMES
        or plain == ".ds_store"
        or plain.startswith(_STARTS)
        or (hidden and plain.startswith(_HIDDEN))
    )
