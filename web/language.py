"""Languages: Chinese in the source, English from the one catalogue in `translations/`.

Pages go through Flask-Babel; `translate` needs no request and serves messages and commands.
After changing words run `scripts/translate.py`: it writes both files of the catalogue and names
what lacks its English.
"""

from __future__ import annotations

import gettext as catalogues
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, has_request_context, request
from flask_babel import (  # type: ignore[import-untyped] # the one door to it
    Babel,
    LazyString,
    get_translations,
    gettext,
    lazy_gettext,
)

__all__ = [
    "LANGUAGES",
    "LazyString",
    "gettext",
    "language",
    "lazy_gettext",
    "mark",
    "ngettext",
    "speak",
    "translate",
]

LANGUAGES = {"zh": "中文", "en": "English"}
TAGS = {"zh": "zh-CN", "en": "en"}
COOKIE = "duizhao_lang"
TRANSLATIONS = Path(__file__).parent / "translations"


def mark(text: str) -> str:
    """Mark a sentence for translation later; returns it as it is."""
    return text


def translate(text: str, language: str) -> str:
    """Return the sentence in the language, or as it is where the catalogue has none."""
    return _catalogue(language).gettext(text)


def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
    """Return the sentence for so many, filled with `values` and with the number as `num`."""
    template = str(get_translations().ungettext(singular, plural, number))
    return template % {"num": f"{number:,}", **values}


def language() -> str:
    """Return the language of the current request; Chinese outside of one."""
    if not has_request_context():
        return "zh"
    if "language" not in g:
        asked = request.args.get("lang", "")
        kept = request.cookies.get(COOKIE, "")
        g.language = next((name for name in (asked, kept) if name in LANGUAGES), "zh")
    return str(g.language)


def speak(app: Flask) -> None:
    """Let the pages of `app` speak the languages; `?lang=en` is remembered in a cookie."""
    Babel(
        app,
        default_locale="zh",
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=language,
    )
    app.jinja_env.globals["ngettext"] = ngettext
    app.after_request(_remember)
    app.context_processor(
        lambda: {"language": language(), "languages": LANGUAGES, "lang_tag": TAGS[language()]}
    )


def _remember(response: Response) -> Response:
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(
            COOKIE, language(), max_age=31_536_000, httponly=True, samesite="Strict", path="/"
        )
    return response


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    if language == "zh":
        return catalogues.NullTranslations()
    return catalogues.translation("messages", str(TRANSLATIONS), [language], fallback=True)
