"""Signing in: where a password is set, nothing but the login page answers without it."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, current_app, redirect, request, session
from werkzeug.wrappers import Response

from index.errors import Refused
from web.context import the_library
from web.password import Throttle, has_password, stamp, verify

_OPEN = frozenset(
    {"static", "login.page_shown", "login.enter", "api_session.show", "api_session.enter"}
)
_THROTTLE = "duizhao.throttle"


def require(app: Flask) -> None:
    """Ask for the password before every page and API call of `app`, where one is set."""
    app.extensions[_THROTTLE] = Throttle()
    app.before_request(_ask)
    app.context_processor(lambda: {"locked": _locked(), "signed_in": signed_in()})


def signed_in() -> bool:
    """Say whether this session may see the library."""
    home = the_library().home
    return not has_password(home) or session.get("signed") == stamp(home)


def sign_in(password: str) -> bool:
    """Check the password and remember it in the session; where none is set, any will do.

    Raises Refused (`too_many_guesses`).
    """
    home, throttle = the_library().home, current_app.extensions[_THROTTLE]
    if not has_password(home):
        return True
    throttle.attempt()
    if not verify(home, password):
        return False
    throttle.right()
    session.clear()  # a fresh session: nothing known before signing in is of use after
    session["signed"] = stamp(home)
    session.permanent = True
    return True


def sign_out() -> None:
    """Forget the session."""
    session.clear()


def local_path(text: str) -> str:
    """Return `text` if it is a path on this server, else `/`.

    >>> local_path("//example.org/x")
    '/'
    """
    bad = not text.startswith("/") or text[1:2] in ("/", "\\") or any(ord(c) < 32 for c in text)
    return "/" if bad else text


def _locked() -> bool:
    return has_password(the_library().home)


def _ask() -> Response | None:
    if request.endpoint in _OPEN or signed_in():
        return None
    if request.path.startswith("/api/"):
        raise Refused("login_needed")
    target = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(f"/login?next={quote(target, safe='/')}")
