"""Text plus spans becomes markup here, and nowhere else. Everything is escaped.

Also where the things to mark stand: masks, and the cuts around the spans of a hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from index.model import Span
from web.language import gettext as _

_TAGS = {
    # of two texts side by side: what the other one has not, or has elsewhere; quiet: punctuation
    "elsewhere": ('<span class="elsewhere">', "</span>"),
    "left": ("<del>", "</del>"),
    "right": ("<ins>", "</ins>"),
    "quiet-left": ('<del class="soft">', "</del>"),
    "quiet-right": ('<ins class="soft">', "</ins>"),
    # where it stands elsewhere, by class: other units, own years, stock, template, taken out
    "other": ('<span class="c-other">', "</span>"),
    "own": ('<span class="c-own">', "</span>"),
    "stock": ('<span class="c-stock">', "</span>"),
    "template": ('<span class="c-template">', "</span>"),
    "excluded": ('<span class="c-excluded">', "</span>"),
    "residue": ('<mark class="residue">', "</mark>"),
    "equal": ('<span class="equal">', "</span>"),
    "hit": ('<mark class="hit">', "</mark>"),
    "current": ('<mark class="hit current" aria-current="true">', "</mark>"),
    "figure": ('<b class="figure">', "</b>"),
    "mask": ('<span class="mask">', "</span>"),
    "label": ('<b class="point">', "</b>"),
    # what a recogniser of pictures was unsure of; the style sheet says the title aloud
    "doubt": ('<mark class="doubt" title="{}">', "</mark>"),
    "wrong": ('<mark class="wrong">', "</mark>"),
}
KINDS = tuple(_TAGS)  # outermost first
_MASK = re.compile(
    r"×{2,}|(?<![0-9])×(?![0-9])"
    r"|(?<![A-Za-zＡ-Ｚａ-ｚ])(?:[XxＸｘ]{2,}|[XxＸｘ](?=[\u4e00-\u9fff])(?!光))(?![A-Za-zＡ-Ｚａ-ｚ])"
    r"|[*＊]+|某某+|某(?=[省市区县局委办镇乡村])"
)


class Mark(NamedTuple):
    """A stretch of text to mark; `kind` is one of `KINDS`."""

    start: int
    end: int
    kind: str


class Insert(NamedTuple):
    """Something to stand before the character at `at`: an anchor, or text that was removed.

    `why` is the reason in words and `marks` are those of the text; without `text` it is an anchor
    with the id `anchor`. With an `href` it is a link that says `text`.
    """

    at: int
    anchor: str = ""
    text: str = ""
    why: str = ""
    href: str = ""
    marks: tuple[Mark, ...] = ()


def markup(
    text: str,
    marks: Iterable[Mark] = (),
    inserts: Iterable[Insert] = (),
    *,
    start: int = 0,
    end: int | None = None,
) -> Markup:
    """Return `text[start:end]` as markup, marked.

    Marks may overlap and reach beyond the cut. Without tags the result is the text itself
    (inserted removed text apart).
    """
    end = len(text) if end is None else min(end, len(text))
    kept = sorted(mark for mark in marks if max(start, mark.start) < min(end, mark.end))
    placed = sorted((insert for insert in inserts if start <= insert.at <= end), key=lambda i: i.at)
    if not kept and not placed:
        return escape(text[start:end])
    cuts = {start, end}
    for mark in kept:
        cuts.update((max(start, mark.start), min(end, mark.end)))
    cuts.update(insert.at for insert in placed)
    edges = sorted(cuts)
    out: list[str] = []
    waiting = iter([*placed, None])
    insert = next(waiting)
    ahead, around = 0, list[Mark]()
    for left, right in zip(edges, [*edges[1:], edges[-1]], strict=True):
        while insert is not None and insert.at <= left:
            out.append(_inserted(insert))
            insert = next(waiting)
        while ahead < len(kept) and kept[ahead].start <= left:
            around.append(kept[ahead])
            ahead += 1
        around = [mark for mark in around if mark.end > left]
        if left < right:
            out.append(_piece(text[left:right], {mark.kind for mark in around}))
    return Markup("").join(Markup(piece) for piece in out)  # noqa: S704 - built from escaped pieces


def masks(text: str) -> tuple[Mark, ...]:
    """Return where figures or names are withheld (`×××`, `XXX`, `*`, `某某`)."""
    return tuple(Mark(*found.span(), "mask") for found in _MASK.finditer(text))


def excerpts(
    text: str, spans: Sequence[Span], *, around: int = 64, whole: int = 200, most: int = 3
) -> tuple[Span, ...]:
    """Return at most `most` stretches of a long text that show the spans with what is around.

    A text of up to `whole` characters is not cut. Without spans the beginning is shown.
    """
    if len(text) <= whole:
        return (Span(0, len(text)),)
    if not spans:
        return (Span(0, whole),)
    windows: list[Span] = []
    for span in sorted(spans):
        left, right = _snap(text, max(0, span.start - around)), min(len(text), span.end + around)
        if windows and left <= windows[-1].end + 16:
            windows[-1] = Span(windows[-1].start, max(right, windows[-1].end))
        elif len(windows) == most:
            break
        else:
            windows.append(Span(0 if left < 16 else left, right))
    last = windows[-1]
    if len(text) - last.end < 16:
        windows[-1] = Span(last.start, len(text))
    return tuple(windows)


def cut(
    text: str, spans: Sequence[Span], marks: Sequence[Mark], *, around: int = 64
) -> tuple[Markup, Markup | None]:
    """Return a text cut around its spans, and the whole of it where the cut left something out."""
    windows = excerpts(text, spans, around=around)
    shown = Markup("……").join(markup(text, marks, start=start, end=end) for start, end in windows)
    if windows[0].start > 0:
        shown = "……" + shown
    if windows[-1].end < len(text):
        shown += "……"
    return shown, None if windows == ((0, len(text)),) else markup(text, marks)


def _snap(text: str, at: int) -> int:
    """Move a cut forward to the next clause where one begins nearby."""
    found = re.search(r"[。；，、！？]", text[at : at + 16]) if at else None
    return at + found.end() if found else at


def _piece(text: str, kinds: set[str]) -> str:
    if "current" in kinds:
        kinds.discard("hit")
    inner = str(escape(text))
    for kind in reversed(KINDS):
        if kind in kinds:
            opening, closing = _TAGS[kind]
            if kind == "doubt":
                opening = opening.format(escape(_("识别没有把握")))
            inner = f"{opening}{inner}{closing}"
    return inner


def _inserted(insert: Insert) -> str:
    if insert.href:
        return f'<a class="to" href="{escape(insert.href)}">{escape(insert.text)}</a>'
    if not insert.text:
        return f'<span class="anchor" id="{escape(insert.anchor)}"></span>'
    own = f' id="{escape(insert.anchor)}"' if insert.anchor else ""
    return (
        f'<span class="removed"{own}><span class="why">{escape(insert.why)}</span>'
        f"{markup(insert.text, insert.marks)}</span>"
    )
