"""/api/session: a program's way to the token that changing requests carry, and to signing in."""

from __future__ import annotations

from flask import Response, jsonify
from typing_extensions import TypedDict

from index.errors import BadQuery
from web.api.models import Password, answer
from web.login import sign_in, sign_out, signed_in
from web.openapi import blueprint
from web.security import csrf_token

api = blueprint("session", __name__, "/api/session")


class SessionJson(TypedDict):
    """The session: its token, and whether it may see the library."""

    csrf_token: str
    signed_in: bool


@api.get("", summary="Ask for the token", responses={"200": answer(SessionJson, "The session")})
def show() -> Response:
    """Keep the cookie and send the token as X-CSRF-Token with every changing request."""
    return _answer()


@api.post("", summary="Sign in", responses={"200": answer(SessionJson, "The session")})
def enter(body: Password) -> Response:
    """Needs the token too, and answers a new one."""
    if not sign_in(body.password):
        raise BadQuery("wrong_password", field="password")
    return _answer()


@api.delete("", summary="Sign out", responses={"204": None})
def leave() -> tuple[str, int]:
    """Forget the session."""
    sign_out()
    return "", 204


def _answer() -> Response:
    session: SessionJson = {"csrf_token": csrf_token(), "signed_in": signed_in()}
    return jsonify(session)
