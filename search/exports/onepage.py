"""One page to read, keep and print: no script, no picture, no address outside the page; its own
style is the only one it allows.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from search.exports.htmltext import tag, text

CLOSED = "</body>\n</html>"
_PLAIN = (Path(__file__).parent / "plain.css").read_text(encoding="utf-8")


def style(own: str) -> str:
    """Return the style of a page: what all pages share, and its own."""
    return _PLAIN + own


def policy(style: str) -> str:
    """Return what a page with this style may do: nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def opened(title: str, language: str, style: str) -> Iterator[str]:
    """Yield all that stands before a page's body begins."""
    yield f'<!DOCTYPE html>\n<html lang="{text(language)}">\n<head>'
    yield tag("meta", charset="utf-8")
    yield tag("meta", http_equiv="Content-Security-Policy", content=policy(style))
    yield tag("meta", name="referrer", content="no-referrer")
    yield tag("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield tag("title", title)
    yield f"<style>{style}</style>\n</head>\n<body>"
