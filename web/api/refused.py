"""/api/refused: what was not taken, out of the count and back, read again, another in its place."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from pydantic import Field

from web.api.models import Asked, answer
from web.api.taking import accepted
from web.context import the_jobs, the_library
from web.language import language
from web.openapi import FileStorage, blueprint
from web.refused import CoverageJson, coverage_json
from web.schema import JobJson
from web.uploads import again, take, unfinished

api = blueprint("refused", __name__, "/api/refused")

_ALL: Any = {"200": answer(CoverageJson, "All files that were not taken, as they stand now")}
_JOB: Any = {"202": answer(JobJson, "A job; its result says what became of the file")}


class RefusalPath(Asked):
    """Which file."""

    refusal_id: int = Field(description="The number of the file that was not taken")


class ForgetBody(Asked):
    """Why a file does not count."""

    reason: str = Field(description="Why it does not count")
    by: str = Field("", description="Who says so")


class OtherFile(Asked):
    """A file in the place of another."""

    files: list[FileStorage] = Field(description="One report file or zip archive")


@api.get("", summary="List files that were not taken", responses=_ALL)
def show() -> Response:
    """Statements of what was searched count `refused`, and nothing else."""
    return _shown()


@api.post("/<int:refusal_id>/forget", summary="Take a file out of the count", responses=_ALL)
def forget(path: RefusalPath, body: ForgetBody) -> Response:
    """Reason, name and time are kept; the word holds as long as the file is the same."""
    the_library().take_out([path.refusal_id], reason=body.reason, by=body.by)
    return _shown()


@api.delete("/<int:refusal_id>/forget", summary="Let a file count again", responses=_ALL)
def recount(path: RefusalPath) -> Response:
    """It counts as if nobody had taken it out."""
    the_library().count_again([path.refusal_id])
    return _shown()


@api.post("/<int:refusal_id>/retry", summary="Read a file again", responses=_JOB)
def retry(path: RefusalPath) -> Response:
    """From the bytes that were kept, else from where the file lay."""
    chosen = the_library().refusal(path.refusal_id)
    return accepted(again([chosen], the_library(), the_jobs()))


@api.post("/<int:refusal_id>/file", summary="Take another file instead", responses=_JOB)
def exchange(path: RefusalPath, form: OtherFile) -> Response:
    """It has unit and year from the folder of the file in whose place it stands."""
    chosen = the_library().refusal(path.refusal_id)
    files = request.files.getlist("files")
    return accepted(take(files, the_library(), the_jobs(), instead_of=chosen.id))


def _shown() -> Response:
    library = the_library()
    waiting = unfinished(library.home, the_jobs().all())
    return jsonify(coverage_json(library.coverage(), waiting, language()))
