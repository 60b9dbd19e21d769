"""Files that commands write: never over another one unless told to, never with a wrong ending."""

from __future__ import annotations

from pathlib import Path

from index.errors import BadQuery, Refused


def check(targets: dict[str, Path | None], *, force: bool) -> list[Path]:
    """Return the files to write, by the formats asked for.

    Asked before the work, so that nobody waits for a refusal. Raises BadQuery (`bad_suffix`),
    Refused (`target_exists_force`).
    """
    chosen = []
    for kind, target in targets.items():
        if target is None:
            continue
        if target.suffix.lower() != f".{kind}":
            raise BadQuery("bad_suffix", field=kind, file=str(target), suffix=f".{kind}")
        if target.exists() and not force:
            raise Refused("target_exists_force", file=str(target))
        chosen.append(target)
    return chosen
