"""The application factory: one library in, one Flask application out.

Pages are server-rendered and work without JavaScript; nothing is loaded from elsewhere.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from flask import Flask

from index.settings import MEGABYTE
from search.library import Library
from web import api, exporting, failures, language, login, pages, security, uploads
from web.context import attach
from web.jobs import Jobs
from web.openapi import OpenAPI

_log = logging.getLogger(__name__)


def create_app(library: Library, *, config: Mapping[str, object] | None = None) -> Flask:
    """Return the application that serves `library`.

    Configuration of its own, besides Flask's: `HOST_NAMES` (names this machine goes by besides
    loopback) and `BEYOND_LOOPBACK` (whether it listens on other addresses).
    """
    app = OpenAPI(__name__, info=api.INFO, doc_ui=False, **api.VALIDATION)
    app.config.from_mapping(
        SECRET_KEY=_session_key(library.home),
        # Cookies do not know ports: two libraries on one machine must not share a session.
        SESSION_COOKIE_NAME=f"duizhao_{_short_hash(str(library.home))}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=512 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=2 * MEGABYTE,
        MAX_FORM_PARTS=5000,
        HOST_NAMES=frozenset(),
        BEYOND_LOOPBACK=False,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.config.from_mapping(config or {})
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    uploads.sweep(library.home)
    exporting.sweep(library.home)
    attach(app, library, Jobs())
    security.protect(app)
    login.require(app)
    language.speak(app)
    failures.handle(app)
    pages.register(app)
    api.register(app)
    return app


def _session_key(home: Path) -> bytes:
    """Return the key that signs sessions, kept in the home folder to outlive a restart."""
    path = home / "session_key"
    try:
        key = path.read_bytes()
        if len(key) >= 32:
            return key
        path.unlink()
    except FileNotFoundError:
        pass
    key = secrets.token_bytes(32)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
    except FileExistsError:
        return path.read_bytes() or key
    except OSError:
        _log.warning("cannot keep the session key; everyone signs in again after a restart")
    return key


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
