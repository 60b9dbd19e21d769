"""What is written into a page's form fields and in free notes on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from index.readers.pdf.geometry import Rect

_MOST = 20_000  # annotations of one page
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_FILLED = (
    raw.FPDF_FORMFIELD_TEXTFIELD,
    raw.FPDF_FORMFIELD_COMBOBOX,
    raw.FPDF_FORMFIELD_LISTBOX,
)


class Field(NamedTuple):
    """What stands in a form field, or in a note written on the page, and where."""

    text: str
    rect: Rect


def fields_of(page: Any) -> Iterator[Field]:
    """Yield what is written into the page's form fields and free notes, as far as it is shown."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        try:
            text = "" if raw.FPDFAnnot_GetFlags(note) & _UNSEEN else _written(page, note)
            rect = raw.FS_RECTF()
            if text.strip() and raw.FPDFAnnot_GetRect(note, rect):
                bottom, top = sorted((rect.bottom, rect.top))
                yield Field(text, Rect(rect.left, bottom, rect.right, top))
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _written(page: Any, note: Any) -> str:
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _string(raw.FPDFAnnot_GetStringValue, note, b"Contents")
    if kind != raw.FPDF_ANNOT_WIDGET or page.formenv is None:
        return ""
    form = page.formenv.raw
    if raw.FPDFAnnot_GetFormFieldType(form, note) not in _FILLED:
        return ""
    return _string(raw.FPDFAnnot_GetFormFieldValue, form, note)


def _string(call: Any, *arguments: Any) -> str:
    size = call(*arguments, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(*arguments, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
