"""The part of the facade that writes several reports side by side into a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from search import scope
from search.comparing.asking import Comparing
from search.comparing.following.followed import SeveralRequest
from search.exports import SEVERAL_FORMATS
from search.exports.words import Say, as_written
from search.model import Progress


class ExportingSeveral(Comparing):
    """Files of several reports side by side."""

    def export_several(
        self,
        request: SeveralRequest,
        target: Path,
        *,
        say: Say = as_written,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        overwrite: bool = False,
    ) -> int:
        """Write the table (xlsx, csv) and return how many rows it has.

        When cancelled there is no file, and 0 is returned. Raises as `several` does, BadQuery
        (`bad_format`), and Refused (`target_exists`, `disk_full`, `cannot_write`).
        """
        from search.exports import severalfiles  # loads what a start does without
        from search.exports.gathering import Steps, Stopped
        from search.exports.writing import format_of, written

        kind = format_of(target, SEVERAL_FORMATS)
        found = self.several(request)
        searched = scope.searched(self._store.picture().snapshot, request.filters)
        at = datetime.now().astimezone()
        steps = Steps(len(found.rows), progress, cancelled)
        try:
            with written(target, overwrite=overwrite) as part:
                if kind == "csv":
                    severalfiles.to_lines(part, at, found, searched, say)
                else:
                    told = severalfiles.about(request, found, searched, say, at=at)
                    severalfiles.to_workbook(part, told, found, steps, say)
        except Stopped:
            return 0
        return len(found.rows)
