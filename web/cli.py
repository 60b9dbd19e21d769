"""The command line: `duizhao COMMAND`. Results on standard output, progress and errors beside it.

Exit status: 0 done, 1 failed, 2 wrong usage, 3 some files refused, 4 not found.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from contextlib import suppress
from pathlib import Path

BESIDE = ("index", "search", "web")


def main() -> None:
    """Run the command line and exit."""
    try:
        _main()
    except KeyboardInterrupt:  # while the program is still being loaded
        raise SystemExit(1) from None


def _main() -> None:
    astray = _astray()
    if astray:
        sys.stderr.write(astray + "\n")
        raise SystemExit(1)
    from web.commands import run

    # Straight out: what is left are threads and files that the system closes faster than we do.
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a service may have closed them
            with suppress(OSError):
                stream.flush()
    raise SystemExit(status)


def _astray() -> str | None:
    """Say in one line that another package took the place of one of ours, None if all is well.

    `index`, `search` and `web` are common names; in a shared environment one may be foreign.
    """
    home = Path(__file__).resolve().parent.parent
    for name in BESIDE:
        found = importlib.util.find_spec(name)
        origin = Path(found.origin).resolve() if found and found.origin else None
        if origin is None or origin.parent.parent != home:
            where = origin.parent if origin else "-"
            if os.environ.get("DUIZHAO_LANG") == "en":
                return (
                    f"duizhao: the package {name} comes from {where}, not from {home}; "
                    "install duizhao into an environment of its own (pipx install duizhao)."
                )
            return (
                f"duizhao：模块 {name} 来自 {where}，不在 {home}。"
                "请把 duizhao 装进单独的环境（pipx install duizhao）。"
            )
    return None


if __name__ == "__main__":
    main()
