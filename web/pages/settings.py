"""设置: language, password, what the library holds, keys, about."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.errors import BadQuery
from web.context import the_library
from web.language import language
from web.login import sign_in, sign_out
from web.messages import sentence
from web.password import has_password, set_password

page = Blueprint("settings", __name__)


@page.get("/settings")
def show() -> str:
    """Show the settings."""
    return _render()


@page.post("/settings/password")
def change_password() -> Response | tuple[str, int]:
    """Set the password, or change it for whoever knows the present one."""
    form, home = request.form, the_library().home
    new = form.get("password", "")
    try:
        if new != form.get("again", ""):
            raise BadQuery("password_differs", field="again")
        if has_password(home) and not sign_in(form.get("present", "")):
            raise BadQuery("wrong_password", field="present")
        set_password(home, new)
    except BadQuery as error:
        return _render(sentence(error, language())), 400
    sign_out()
    sign_in(new)
    return redirect(url_for("settings.show", saved="password"))


def _render(problem: str = "") -> str:
    library = the_library()
    return render_template(
        "settings/page.html",
        searched=library.size(),
        home=str(library.home),
        copies=[(str(copy), copy.stat().st_size) for copy in library.copies() if copy.exists()],
        version=_version(),
        problem=problem,
        saved=request.args.get("saved") == "password",
    )


def _version() -> str:
    try:
        return version("duizhao")
    except PackageNotFoundError:
        return "—"
