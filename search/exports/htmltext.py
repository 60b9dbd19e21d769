"""HTML as strings: whatever is not made here is escaped, and nothing a text holds is markup."""

from __future__ import annotations

from html import escape

from search.exports.cells import clean

_EMPTY = frozenset({"meta", "col", "rect", "line", "circle", "path", "input"})
_OF_HTML = frozenset({"meta", "col", "input"})


class Html(str):
    """Markup, to be put out as it is."""

    __slots__ = ()


def text(value: str) -> Html:
    """Return a text as markup that shows it; what no page can hold is replaced."""
    return value if isinstance(value, Html) else Html(escape(clean(value)))


def tag(name: str, /, *inside: str, **attributes: str | int | float | None) -> Html:
    """Return an element. In names of attributes `_` stands for a hyphen, and is dropped at the end.

    >>> tag("p", "1 < 2", class_="note")
    '<p class="note">1 &lt; 2</p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Html(f"<{name}{given}/>" if name not in _OF_HTML else f"<{name}{given}>")
    return Html(f"<{name}{given}>{''.join(map(text, inside))}</{name}>")


def joined(parts: list[Html] | tuple[Html, ...]) -> Html:
    """Return markup in a row."""
    return Html("".join(parts))


def table(
    head: list[str], rows: list[list[str]], *, numbers: tuple[int, ...] = (), caption: str = ""
) -> Html:
    """Return a table; the columns `numbers` are set to the right."""

    def cells(name: str, values: list[str], **attributes: str) -> Html:
        return joined(
            [
                tag(name, value, class_="n" if at in numbers else None, **attributes)
                for at, value in enumerate(values)
            ]
        )

    named = tag("caption", caption) if caption else Html()
    return tag(
        "div",
        tag(
            "table",
            named,
            tag("thead", tag("tr", cells("th", head, scope="col"))),
            tag("tbody", *(tag("tr", cells("td", row)) for row in rows)),
        ),
        class_="wide",
    )
