#!/usr/bin/env python3
"""Write `web/samples.zip`, the sample reports that `duizhao demo` loads.

Run it after the sample changed; a test holds the two together.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus.sample import sample

TARGET = Path(__file__).resolve().parent.parent / "web" / "samples.zip"
_THEN = (2024, 12, 31, 0, 0, 0)  # the same bytes whenever it is run


def main() -> None:
    """Write the archive."""
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files().items():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    print(f"{TARGET.name}: {len(files())} files, {TARGET.stat().st_size:,} bytes")


def files() -> dict[str, bytes]:
    """Return the sample's files by name."""
    return {name: data for name, data, _ in sample(1)}


if __name__ == "__main__":
    main()
