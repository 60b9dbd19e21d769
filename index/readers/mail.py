"""Letters (.eml): heads, text, and every attachment that can be read, as a section of its own.

A letter mostly carries reports: their text must be found and compared as if they had come by
themselves, and a hit must say in which attachment it stands. So each one is a section headed by its
name, read by the reader of its format, archives and letters in it too. Where a short note carries
one report, that is the report, and what the letter says is a note behind it. What cannot be read is
named among what was set aside; a note none of whose attachments can be read is refused as they are,
so that it counts among what was not read.

A letter that carries several reports comes here as a draft, or where a home holds it as one report;
an add takes it apart before (`held`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from index import readers
from index.errors import UnreadableReport
from index.model import EmbeddedImage, FileFacts, LineKind, Source, Why
from index.readers import html, text
from index.readers.archive import damaged, is_encrypted
from index.readers.blocks import Block, Cut, source_of
from index.readers.content import Content, content_of
from index.readers.envelope import SHORT_NOTE
from index.readers.formats import is_left_behind
from index.readers.joining import Joining
from index.readers.mailparts import Attached, Letter, Written, letter_of
from index.readers.membernames import member_names
from index.readers.wordimages import MOST, image_of
from index.settings import Limits

MEDIA = "message/rfc822"
_FILES = 500  # attached to a letter, those in archives and letters counted
_BOM = "\ufeff"  # says to readers that a text is UTF-8 by now
_DEEPEST = 6  # level of headings
_LOCKED = frozenset({"encrypted", "protected", "scrambled"})
_BROKEN = frozenset(
    {"damaged", "too_large", "too_long", "too_many", "too_many_pages", "too_deep", "too_slow"}
)


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read a letter. Raises UnreadableReport; other errors mean that it is damaged."""
    letter = letter_of(name, data)
    carrier = _Carrier(name, limits)
    facts = FileFacts(
        media=MEDIA,
        author=letter.sender or None,
        created=letter.sent.isoformat() if letter.sent else None,
    )
    blocks = list(carrier.letter(letter))
    edges = carrier.joining.edges
    if carrier.refused is not None and not carrier.files and carrier.noted < SHORT_NOTE:
        values = {**carrier.refused.values, "file": name}
        raise UnreadableReport(carrier.refused.key, **values)
    if carrier.carried is not None and carrier.noted < SHORT_NOTE:
        report_name, report = carrier.carried
        notes = [
            *carrier.heads(letter),
            Block(report_name),
            *(one for one in blocks if not one.text),
        ]
        blocks = [*Joining().blocks(report), *map(_as_note, notes)]
        facts, edges = replace(report.facts, media=MEDIA), report.edges
    else:
        facts = carrier.joining.told(facts)
    source = source_of(blocks, facts, name=name, limits=limits)
    return replace(source, images=tuple(carrier.images.values())[:MOST], edges=edges)


def _as_note(block: Block) -> Block:
    if block.row is not None or not block.text:
        return block
    return replace(block, kind=LineKind.NOTE, level=None, title=False)


class _Carrier:
    """Reads what letters hold, within the limits of one file.

    `files` counts the attachments that were read, `carried` is the only one; `noted` counts the
    characters of the letters' own texts; `refused` is why the first attachment was not read.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._left = _FILES
        self._bytes = limits.unpacked_size
        self._characters = limits.characters
        self.joining = Joining()
        self.images: dict[str, EmbeddedImage] = {}
        self._over = False  # all texts together are too long
        self._letters = 0
        self.files = 0
        self.carried: tuple[str, Source] | None = None
        self.noted = 0
        self.refused: UnreadableReport | None = None

    def letter(self, letter: Letter, depth: int = 0) -> Iterator[Block]:
        """Yield a letter's heads, texts and attachments; `depth` counts the letters around it."""
        self._letters += 1
        yield from self.heads(letter, depth)
        for attached in letter.attached:
            if isinstance(attached, Letter):
                yield from self._within(attached, depth + 1)
            else:
                yield from self._attached(attached, depth + 1)

    def heads(self, letter: Letter, depth: int = 0) -> Iterator[Block]:
        """Yield what a letter says itself."""
        if letter.subject and depth == 0:
            yield Block(letter.subject, 1, title=True)
        elif head := letter.name or letter.subject:
            yield Block(head, min(depth, _DEEPEST))
        if letter.subject and depth and letter.name:
            yield Block(f"主题：{letter.subject}")
        sent = f"{letter.sent:%Y-%m-%d %H:%M}" if letter.sent else ""
        for label, words in (
            ("发件人", letter.sender), ("收件人", letter.receivers), ("抄送", letter.copies),
            ("时间", sent),
        ):  # fmt: skip
            if words:
                yield Block(f"{label}：{words}")
        for written in letter.texts:
            yield from self._text(written, depth)

    def _text(self, written: Written, depth: int) -> Iterator[Block]:
        reader = html.read if written.is_page else text.read
        try:
            source = reader(
                self._name, (_BOM + written.text).encode("utf-8", "replace"), self._limits
            )
        except UnreadableReport as error:
            if error.key != "empty":
                raise
            return
        self.noted += sum(len(line.text.strip()) for line in source.lines)
        yield from self._source(source, depth)

    def _source(self, source: Source, below: int) -> Iterator[Block]:
        self._characters -= len(source.text)
        if self._characters < 0:
            self._over = True
            limit = self._limits.characters
            raise UnreadableReport("too_long", file=self._name, limit=limit)
        for image in source.images:
            self.images.setdefault(image.sha256, image)
        yield from self.joining.blocks(source, below=below)

    def _within(self, letter: Letter, depth: int) -> Iterator[Block]:
        if depth > self._limits.archive_depth:
            limit = self._limits.archive_depth
            error = UnreadableReport("too_deep", file=self._name, limit=limit)
            yield self._unread(letter.name or letter.subject or MEDIA, error)
        else:
            yield from self.letter(letter, depth)

    def _attached(self, attached: Attached, depth: int) -> Iterator[Block]:
        name, data = attached.name, attached.data
        if attached.shown:
            image = image_of([data], name)
            if image is not None:
                self.images.setdefault(image.sha256, image)
            return
        try:
            self._spend(name, len(data))
            match content_of(name, data):
                case Content.MAIL:
                    yield from self._within(replace(letter_of(name, data), name=name), depth)
                case Content.ZIP:
                    yield from self._archive(name, data, depth)
                case _:
                    source = readers.read(name, data, limits=self._limits)
                    self.files += 1
                    alone = self.files == self._letters == depth == 1
                    self.carried = (name, source) if alone else None
                    yield Block(name, min(depth, _DEEPEST))
                    yield from self._source(source, depth)
        except UnreadableReport as error:
            if self._over:
                raise
            yield self._unread(name, error)
        except (RecursionError, Exception) as error:
            yield self._unread(name, damaged(name, error))

    def _archive(self, name: str, data: bytes, depth: int) -> Iterator[Block]:
        """Yield what an archive holds, each file under its own name."""
        if depth > self._limits.archive_depth:
            raise UnreadableReport("too_deep", file=name, limit=self._limits.archive_depth)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            for inside, member in sorted(
                zip(member_names(members), members, strict=True), key=lambda one: one[0]
            ):
                base = inside.rsplit("/", 1)[-1]
                if not base or any(map(is_left_behind, inside.split("/"))):
                    continue
                if is_encrypted(member):
                    yield self._unread(inside, UnreadableReport("encrypted", file=inside))
                    continue
                self._spend(inside, member.file_size)
                yield from self._attached(Attached(base, archive.read(member)), depth + 1)

    def _spend(self, name: str, size: int) -> None:
        self._left -= 1
        self._bytes -= size
        if self._left < 0:
            raise UnreadableReport("too_many", file=name, limit=_FILES)
        if self._bytes < 0:
            raise UnreadableReport("too_large", file=name, limit=self._limits.unpacked_size)

    def _unread(self, name: str, error: UnreadableReport) -> Block:
        self.refused = self.refused or error
        why = (
            Why.LOCKED if error.key in _LOCKED
            else Why.BROKEN if error.key in _BROKEN
            else Why.UNREAD
        )  # fmt: skip
        return Block(None, kind=LineKind.TEXT, cuts=(Cut(0, name, why),))
