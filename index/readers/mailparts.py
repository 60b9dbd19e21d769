"""A letter taken apart: bytes in; its heads, the text that is read, and what is attached, out.

Of alternatives the page is read before the plain text, for its tables. Python's parser does not
complain; what may make it slow (long heads, thousands of parts) is counted or cut before.
"""

from __future__ import annotations

import binascii
import codecs
import re
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from itertools import count

from index.errors import UnreadableReport
from index.readers.mailwords import file_name, text_in, words_of
from index.settings import MEGABYTE

LETTER_SIZE = 64 * MEGABYTE  # parsed, a letter takes several times its size in memory
_HEADERS = 20_000  # of a letter with all its parts
_PARTS = 1_000
_NESTED = 100  # parts that hold parts
_WORK = 50_000_000  # lines times such parts: each line is held against the ends of all around it
_LONGEST = 60_000  # characters of a head; a list of receivers may be long
_LONGEST_TYPE = 4_000  # … of one that is taken apart
_TEXTS = ("text/plain", "text/html")
# Exchange cuts a text where a file stands in it, and attaches what comes behind.
_PIECE = re.compile(r"ATT\d{5,9}\.(?:txt|html?)", re.IGNORECASE)
_TYPE = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_NESTING = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """A text of the letter itself."""

    text: str
    is_page: bool


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with the letter; `shown` says that its text only shows it (a picture).

    One without a name has its media type (application/pdf) for it.
    """

    name: str
    data: bytes
    shown: bool = False

    @property
    def is_named(self) -> bool:
        """Whether the letter names it: names have no folders."""
        return "/" not in self.name


@dataclass(slots=True)
class Letter:
    """A letter: heads in words, texts and attached files in order; letters inside are letters.

    `message` is what it was taken from.
    """

    message: Message
    subject: str
    sender: str
    receivers: str
    copies: str
    sent: datetime | None
    texts: list[Written] = field(default_factory=list)
    attached: list[Attached | Letter] = field(default_factory=list)
    name: str = ""  # of one that is attached to another


def letter_of(name: str, data: bytes) -> Letter:
    """Take a letter apart. Raises UnreadableReport `too_large`, `damaged`; others mean damage."""
    if len(data) > LETTER_SIZE:
        raise UnreadableReport("too_large", file=name, limit=LETTER_SIZE)
    nested = len(_NESTING.findall(data))
    many = len(_TYPE.findall(data)) > _PARTS or nested > _NESTED
    if many or nested * data.count(b"\n") > _WORK:
        raise UnreadableReport("damaged", file=name)
    bare = data.removeprefix(codecs.BOM_UTF8).lstrip()
    try:
        return _letter(message_from_bytes(bare, policy=_careful()))
    except UnreadableReport as error:
        raise UnreadableReport(error.key, file=name) from error


def _careful() -> Compat32:
    """Return a policy that leaves heads as they stand in the file, neither too long nor too many,
    and writes them so.

    Python would decode them as the standards have it, in time that grows with their square.
    """
    counted = count()

    class Careful(Compat32):
        verify_generated_headers = False  # they are those that came

        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            if next(counted) > _HEADERS:
                raise UnreadableReport("damaged", file="")
            name, value = super().header_source_parse(sourcelines)
            typed = name.lower().startswith("content-")
            return name, value[: _LONGEST_TYPE if typed else _LONGEST]

        def header_fetch_parse(self, name: str, value: str) -> str:
            return value

        def fold_binary(self, name: str, value: str) -> bytes:
            return f"{name}: {value}{self.linesep}".encode("ascii", "surrogateescape")

    return Careful()


def _letter(message: Message, name: str = "") -> Letter:
    found = Letter(
        message=message,
        subject=_said(message, "subject"),
        sender=_person(message, "from"),
        receivers=_person(message, "to"),
        copies=_person(message, "cc"),
        sent=_moment(message),
        name=name,
    )
    _gather(message, found)
    return found


def _gather(part: Message, into: Letter) -> None:
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        into.attached.extend(_enclosed(part, inner) for inner in _inside(part))
    elif kind == "multipart/alternative" and part.is_multipart():
        _choose(_inside(part), into)
    elif part.is_multipart():
        for inner in _inside(part):
            _gather(inner, into)
    elif part.get_content_maintype() == "multipart":  # its boundary is missing
        raise UnreadableReport("damaged", file="")
    else:
        _leaf(part, kind, into)


def _choose(alternatives: list[Message], into: Letter) -> None:
    """Gather one of several forms of one text: the page, else the first that there is."""
    texts = [one for one in alternatives if not _is_attached(one)]
    pages = [one for one in texts if any(_is_page(inner) for inner in one.walk())]
    chosen = (pages or texts)[:1]
    if pages and not any(_has_words(inner) for inner in pages[0].walk() if _is_page(inner)):
        chosen = texts[:1]
    for one in alternatives:
        if one in chosen or one not in texts:
            _gather(one, into)


def _enclosed(part: Message, inner: Message) -> Letter | Attached:
    """Return a letter inside; some programs encode one as if it were a file."""
    name, packed = file_name(part), inner.get_payload()
    coding = str(part.get("content-transfer-encoding") or "").strip().lower()
    if coding == "base64" and isinstance(packed, str):
        return Attached(name or part.get_content_type(), binascii.a2b_base64(packed))
    return _letter(inner, name)


def _leaf(part: Message, kind: str, into: Letter) -> None:
    name, data = file_name(part), part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    if _is_text(part, kind, name):
        text = text_in(str(part.get_param("charset") or ""), data)
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        into.texts.append(Written(_unwrapped(text) if flowed else text, kind == "text/html"))
        return
    into.attached.append(Attached(name or kind, data, _is_shown(part, kind)))


def carries(part: Message) -> bool:
    """Tell whether a part is a file or a letter that the letter around it only carries."""
    kind = part.get_content_type()
    if part.is_multipart():
        return kind == "message/rfc822"
    return not (_is_text(part, kind, file_name(part)) or _is_shown(part, kind))


def _is_text(part: Message, kind: str, name: str) -> bool:
    if kind not in _TEXTS:
        return False
    return not name or part.get_content_disposition() is None or bool(_PIECE.fullmatch(name))


def _is_shown(part: Message, kind: str) -> bool:
    stated = part.get_content_disposition()
    inline = stated == "inline" or part.get("content-id") is not None
    return inline and not _is_attached(part) and kind.startswith("image/")


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _is_page(part: Message) -> bool:
    return part.get_content_type() == "text/html" and not _is_attached(part)


def _has_words(page: Message) -> bool:
    data = page.get_payload(decode=True)
    return isinstance(data, bytes) and bool(re.sub(rb"<[^<>]*>|&nbsp;|\s", b"", data))


def _unwrapped(text: str) -> str:
    """Join the lines of a flowed text, RFC 3676: those that end in a space go on."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "".join(
        line[:-1] if line.endswith(" ") and line != "-- " else line + "\n" for line in lines
    )


def _said(message: Message, name: str) -> str:
    return words_of(str(message.get(name) or ""))


def _person(message: Message, name: str) -> str:
    """Return who a head names, each name without its quotation marks."""
    return re.sub(r'"([^"]*)"', r"\1", _said(message, name))


def _moment(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message.get("date")))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
