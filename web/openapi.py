"""The one door to flask-openapi3: the application class, blueprints and parts of the document."""

from __future__ import annotations

from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.file import FileStorage
from flask_openapi3.models.info import Info
from flask_openapi3.models.tag import Tag
from flask_openapi3.openapi import OpenAPI

__all__ = ["APIBlueprint", "FileStorage", "Info", "OpenAPI", "blueprint"]


def blueprint(name: str, module: str, prefix: str) -> APIBlueprint:
    """Return a blueprint whose operations stand under `name` in the document."""
    return APIBlueprint(
        f"api_{name}", module, abp_tags=[Tag(name=name.capitalize())], url_prefix=prefix
    )
