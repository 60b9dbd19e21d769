"""Who says something: the name given with it, remembered for the session."""

from __future__ import annotations

from flask import session

from index.errors import BadQuery
from index.remarking import LONGEST_NAME
from web.links import Args


def said_by(form: Args) -> str:
    """Return the name in a form; of a form that does not ask for it the one that was last given.

    Raises BadQuery (`value_too_long`).
    """
    if "by" not in form:
        return remembered()
    name = " ".join(form.get("by", "").split())
    if len(name) > LONGEST_NAME:
        raise BadQuery("value_too_long", field="by", limit=LONGEST_NAME)
    if name:
        session["by"] = name
    return name


def remembered() -> str:
    """Return the name that was last given in this session, if any."""
    return str(session.get("by", ""))
