"""Who may ask, and what a browser may do with the answer.

Every request: the Host must be one we go by (against DNS rebinding), and a browser must not send
it from another site. Every changing request, form and API alike, carries the session's
token: as the form field `csrf_token` or the header `X-CSRF-Token`. Programs get theirs with
`GET /api/session`. Every answer carries a strict content security policy.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session

from index.errors import Refused

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# They change nothing: POST only because what is asked may be long. Scripts need no session for it.
ASKING = frozenset(
    {
        "api_compare.compare_file_of_texts",
        "api_compare.compare_texts",
        "api_matrix.matrix_of_many",
        "api_reuse.reuse_file_of_draft",
        "api_reuse.reuse_of_draft",
        "api_similar.similar_file_of_text",
        "api_similar.similar_to_text",
        "reuse.draft",
        "similar.ask",
    }
)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def protect(app: Flask) -> None:
    """Check every request to `app` and put the headers on every answer."""
    app.before_request(_check)
    app.after_request(_send_headers)
    app.jinja_env.globals["csrf_token"] = csrf_token


def csrf_token() -> str:
    """Return the session's token, made on first use."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    return str(session["csrf"])


def host_allowed(host: str, names: Collection[str], *, beyond_loopback: bool) -> bool:
    """Say whether a Host header names this machine.

    Loopback always does. Where the server listens beyond loopback any plain address does too
    (rebinding needs a name), and the names given.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name == "localhost" or name in names:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or beyond_loopback


def _check() -> None:
    if not host_allowed(
        request.environ.get("HTTP_HOST", ""),
        current_app.config["HOST_NAMES"],
        beyond_loopback=current_app.config["BEYOND_LOOPBACK"],
    ):
        raise Refused("foreign_host")
    _check_origin()
    if request.method not in _SAFE and request.endpoint not in ASKING:
        _check_token()


def _check_origin() -> None:
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in ("same-origin", "none"):
        # A link from elsewhere may be followed; anything else from there is not answered.
        followed = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if not followed:
            raise Refused("foreign_origin")
    origin = request.headers.get("Origin")
    if origin is not None and origin != request.host_url.rstrip("/"):
        raise Refused("foreign_origin")


def _check_token() -> None:
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    kept = session.get("csrf")
    if not kept or not hmac.compare_digest(given.encode(), str(kept).encode()):
        raise Refused("csrf")


def _send_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "no-cache"  # asked again each time, sent when changed
    else:
        response.headers["Cache-Control"] = "no-store"
    return response
