"""Where one paragraph of a Word file runs on into the next: its end was deleted, hidden or broken.

Pieces of a story in, blocks out. A paragraph whose end mark was deleted or is hidden has no end;
one that ends its page or section may have been cut in mid-sentence by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.readers.blocks import Block, Gathering
from index.readers.breaks import goes_on_apart, goes_on_below, is_running_text
from index.readers.wordxml import GONE, Element, W, is_on, value

_SAME = ("pStyle", "jc")  # properties in which two halves of a paragraph agree


class Ending(Enum):
    """How a piece ends."""

    WHOLE = auto()  # as paragraphs and rows do
    RUNS_ON = auto()  # its end mark is no end
    BROKEN = auto()  # with a page or section; the next paragraph may go on
    PARTED = auto()  # as paragraphs do, and a break that is a paragraph of its own follows


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph with its label apart, or any other block (`properties` then are None).

    `anchored` are the blocks of boxes that hang on it.
    """

    block: Block
    label: str = ""
    properties: tuple[str | None, ...] | None = None
    ending: Ending = Ending.WHOLE
    anchored: tuple[Block, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Yield the paragraph, its label before it, and what hangs on it."""
        yield _after(self.label, self.block) if self.label else self.block
        yield from self.anchored


def end_is_deleted(mark: Element | None) -> bool:
    """Say whether a paragraph's end mark (w:pPr/w:rPr) is tracked as deleted."""
    return mark is not None and any(mark.find(tag) is not None for tag in GONE)


def sets_off(mark: Element | None) -> bool:
    """Say whether an end mark is hidden only to let a heading run in; both stay paragraphs."""
    return mark is not None and is_on(mark.find(W + "specVanish"))


def ending_of(properties: Element | None, block: Block, *, hidden: bool, ends_page: bool) -> Ending:
    """Return how a paragraph ends; `hidden` says that its end mark is, by itself or by a style.

    Behind an end mark that is hidden by itself Word shows the next paragraph. A heading stays one.
    A letter that is dropped into the lines below it (首字下沉) is set as a paragraph of its own.
    """
    mark = properties.find(W + "rPr") if properties is not None else None
    alone = hidden and mark is not None and is_on(mark.find(W + "vanish")) and block.level is None
    dropped = properties is not None and value(properties.find(W + "framePr"), "dropCap")
    if dropped in ("drop", "margin") and block.level is None:
        return Ending.RUNS_ON
    if end_is_deleted(mark) or alone or (hidden and not _is_filled(block)):
        return Ending.RUNS_ON
    if ends_page or (properties is not None and properties.find(W + "sectPr") is not None):
        return Ending.BROKEN
    return Ending.WHOLE


def sameness(properties: Element | None) -> tuple[str | None, ...]:
    """Return what paragraph properties (w:pPr) say that both halves of a paragraph share."""
    if properties is None:
        return (None,) * len(_SAME)
    return tuple(value(properties.find(W + name)) for name in _SAME)


def joined(pieces: Iterable[Piece]) -> Iterator[Block]:
    """Yield the blocks of a story, paragraphs that run on joined with the next one."""
    held: list[Piece] = []
    in_text = False
    for piece in _with_bare_breaks(pieces):
        if held and not _goes_on(held[-1], piece, in_text=in_text):
            yield from _one(held).blocks()
            held = []
        held.append(piece)
        if piece.ending is Ending.WHOLE:
            yield from _one(held).blocks()
            held = []
        in_text = in_text or is_running_text(piece.block.text or "")
    if held:
        yield from _one(held).blocks()


def _with_bare_breaks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces; a break that is a paragraph of its own goes with the one before it."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None and _is_bare_break(piece) and _may_break(before):
            anchored = (*before.anchored, piece.block)
            before = replace(before, ending=Ending.PARTED, anchored=anchored)
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _is_bare_break(piece: Piece) -> bool:
    bare = not (_is_filled(piece.block) or piece.block.cuts or piece.label or piece.anchored)
    return bare and piece.ending is Ending.BROKEN


def _may_break(piece: Piece) -> bool:
    whole = piece.ending in (Ending.WHOLE, Ending.PARTED)
    return whole and piece.properties is not None and _is_filled(piece.block)


def _goes_on(before: Piece, after: Piece, *, in_text: bool) -> bool:
    if after.properties is None:
        return False
    if before.ending is Ending.RUNS_ON:
        return True
    plain = before.block.level is None and after.block.level is None and not after.label
    return (
        plain
        and before.properties == after.properties
        and "center" not in after.properties
        and (
            goes_on_apart(before.block.text or "", after.block.text or "")
            if before.ending is Ending.PARTED
            else goes_on_below(before.block.text or "", after.block.text or "", in_text=in_text)
        )
    )


def _one(pieces: Sequence[Piece]) -> Piece:
    """Join pieces; the paragraph is the last one, as Word has it where an end is deleted."""
    *before, last = pieces
    if not before:
        return last
    gathered = Gathering()
    for piece in before:
        gathered.follow(_unbroken(piece.block) if piece.ending is Ending.BROKEN else piece.block)
    gathered.follow(last.block)
    return replace(
        last,
        block=replace(last.block, text=gathered.text, cuts=gathered.cuts),
        label=last.label or pieces[0].label,
        anchored=tuple(block for piece in pieces for block in piece.anchored),
    )


def _after(label: str, block: Block) -> Block:
    gathered = Gathering()
    gathered.write(label)
    gathered.follow(block)
    return replace(block, text=gathered.text, cuts=gathered.cuts)


def _unbroken(block: Block) -> Block:
    """Return a block without the breaks that end it."""
    text = (block.text or "").rstrip("\n ")
    cuts = tuple(cut._replace(offset=min(cut.offset, len(text))) for cut in block.cuts)
    return replace(block, text=text, cuts=cuts)


def _is_filled(block: Block) -> bool:
    return bool((block.text or "").strip())
