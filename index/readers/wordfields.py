r"""Fields of a Word file that keep no result: what they show follows from their code.

EQ writes fractions, circled characters and readings (`eq \f(3,4)`); old forms keep the choice of a
list and the tick of a box in the field's own data. All other fields carry their result with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.readers.wordxml import Element, W, is_on, number, value

_EQ = re.compile(r"\s*eq(?=[\s\\])", re.IGNORECASE)
_PROMPT = re.compile(r"\s*MACROBUTTON\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_GUIDE = re.compile(r"\\\*\s*(?:jc|hps)\s*\d", re.IGNORECASE)  # 拼音指南 writes these
_TOKEN = re.compile(
    r"\\\*\s*(?:\"[^\"]*\"|[^\s\\\"]+(?:\s*:?\s*\"[^\"]*\")?)"  # a switch: \* jc2, \* "Font:宋体"
    r"|\\(?P<escaped>[,;，；()\\])|\\(?P<name>[A-Za-z]+)\s*-?\d*|(?P<sign>[,;，；()（）])"
    r"|(?P<words>[^\\,;，；()（）]+)"
)
_LONGEST = 2000  # characters of a code
_DEEPEST = 20  # functions in functions
_JOINED = frozenset(("s", "o", "x", "ad", "ac", "al", "ar", "up", "do", "to", "bo", "le", "ri"))


@dataclass(slots=True)
class Field:
    """A field that is open: its code so far, and whether a result follows it."""

    in_code: bool = True
    has_result: bool = False
    chosen: str = ""  # what the data of a form's field say
    code: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a field without a result shows; `reading` stands small over it, `prompt` asks to type
    here: both are no text.
    """

    words: str = ""
    reading: str = ""
    prompt: str = ""


def opened(mark: Element) -> Field:
    """Return the field that a mark (w:fldChar) begins."""
    return Field(chosen=_chosen(mark.find(W + "ffData")))


def shown(done: Field) -> Shown:
    """Return what a field shows that is over."""
    if done.has_result:
        return Shown()
    code = "".join(done.code)[:_LONGEST]
    if done.chosen:
        return Shown(done.chosen)
    if found := _PROMPT.match(code):
        return Shown(prompt=found[1].strip())
    if found := _EQ.match(code):
        return _equation(code[found.end() :])
    return Shown()


def _chosen(data: Element | None) -> str:
    if data is None:
        return ""
    choices = data.find(W + "ddList")
    if choices is not None:
        at = number(choices.find(W + "result"))
        at = number(choices.find(W + "default")) if at is None else at
        entries = [value(entry) or "" for entry in choices.findall(W + "listEntry")]
        return entries[at or 0] if 0 <= (at or 0) < len(entries) else ""
    box = data.find(W + "checkBox")
    if box is None:
        return ""
    ticked = box.find(W + "checked")
    return "☑" if is_on(box.find(W + "default") if ticked is None else ticked) else "□"


def _equation(code: str) -> Shown:
    """Read the code of an EQ field.

    >>> _equation(r" \\f(3,4)").words, _equation(r"\\o\\ac(○,一)").words
    ('3/4', '一')
    """
    tokens = list(_TOKEN.finditer(code))
    parts, _ = _read(tokens, 0, 0)
    calls = [part for part in parts if isinstance(part, _Call)]
    if _GUIDE.search(code) and calls:
        *readings, base = (_plain(argument) for argument in calls[0].arguments)
        return Shown(base.strip(), reading="".join(readings))
    return Shown(_plain(parts).strip())


@dataclass(slots=True)
class _Call:
    """A function of an equation: its arguments, each made of words and further functions."""

    name: str
    arguments: list[list[str | _Call]] = field(default_factory=list)


def _read(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[list[str | _Call], int]:
    """Read up to the end of an argument; return its parts and where it ends."""
    parts: list[str | _Call] = []
    while at < len(tokens):
        token = tokens[at]
        if depth and token["sign"] and token["sign"] in ",;，；)）":
            break
        at += 1
        if token["name"]:
            names = [token["name"].lower()]
            while at < len(tokens) and tokens[at]["name"]:  # options: \o\ac(…), \s\up 6(…)
                names.append(tokens[at]["name"].lower())
                at += 1
            while at < len(tokens) and (tokens[at]["words"] or "").isspace():
                at += 1
            if at < len(tokens) and tokens[at]["sign"] in ("(", "（") and depth < _DEEPEST:
                call, at = _arguments(tokens, at + 1, depth + 1, names)
                parts.append(call)
        else:
            parts.append(token["escaped"] or token["words"] or token["sign"] or "")
    return parts, at


def _arguments(
    tokens: list[re.Match[str]], at: int, depth: int, names: list[str]
) -> tuple[_Call, int]:
    call = _Call("ac" if names[:2] == ["o", "ac"] else names[0])
    while True:
        parts, at = _read(tokens, at, depth)
        call.arguments.append(parts)
        if at >= len(tokens):
            return call, at
        at += 1
        if tokens[at - 1]["sign"] in (")", "）"):
            return call, at


def _plain(parts: list[str | _Call]) -> str:
    return "".join(part if isinstance(part, str) else _spelled(part) for part in parts)


def _spelled(call: _Call) -> str:
    words = [_plain(argument).strip() for argument in call.arguments]
    match call.name:
        case "f":
            return "/".join(map(_grouped, words))
        case "r":
            degree = f"[{words[0]}]" if len(words) > 1 and words[0] else ""
            return f"√{degree}{_grouped(words[-1])}"
        case "ac":  # a circle, and what stands in it
            return words[-1]
        case "b":
            return f"({''.join(words)})"
        case "i":
            return f"∫{' '.join(words)}"
    return ("" if call.name in _JOINED else " ").join(words)


def _grouped(words: str) -> str:
    return words if re.fullmatch(r"[+\-−]?[\w.%％°]*", words) else f"({words})"
