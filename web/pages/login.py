"""The login page, shown where a password is set."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from index.errors import BadQuery, Refused
from web.failures import status_of
from web.language import language
from web.login import local_path, sign_in, sign_out, signed_in
from web.messages import sentence

page = Blueprint("login", __name__)


@page.get("/login")
def page_shown() -> str | Response:
    """Ask for the password."""
    target = local_path(request.args.get("next", "/"))
    if signed_in():
        return redirect(target)
    return render_template("login/page.html", target=target)


@page.post("/login")
def enter() -> Response | tuple[str, int, dict[str, str]]:
    """Let in whoever knows the password."""
    target = local_path(request.form.get("next", "/"))
    try:
        if not sign_in(request.form.get("password", "")):
            raise BadQuery("wrong_password", field="password")
    except (BadQuery, Refused) as error:
        message = sentence(error, language())
        page = render_template("login/page.html", target=target, problem=message)
        wait = error.values.get("seconds")
        return page, status_of(error), {"Retry-After": str(wait)} if wait else {}
    return redirect(target)


@page.post("/logout")
def leave() -> Response:
    """Sign out."""
    sign_out()
    return redirect("/login")
