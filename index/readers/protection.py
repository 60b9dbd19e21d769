"""Files that a document-protection program encrypted (文档加密, 透明加密), told by their bytes.

Such programs encrypt what offices save, under its usual name; elsewhere nothing can read it. Those
whose mark is known are named; of others only the even spread of bytes can be seen.
"""

from __future__ import annotations

import math
import re
from collections import Counter

HEAD = 512  # bytes in which a mark stands

_STARTS = (b"%TSD-Header-###%", b"b\x14#e", b"c\x14#e")
_NAMED = re.compile(rb"E-SafeNet(?:[\x00 ]{0,8}LOCK|\x00)")
_BOM = b"\xef\xbb\xbf"
_SAMPLE = 4096  # bytes
# Bits a byte. Chinese text stays below 6.4, in UTF-16 below 7.1; random bytes have 7.5 in 512.
_EVEN = 7.3


def is_protected(data: bytes) -> bool:
    """Say whether a file bears the mark of a document-protection program."""
    head = data[:HEAD].removeprefix(_BOM)
    return head.startswith(_STARTS) or _NAMED.search(head) is not None


def is_even(data: bytes) -> bool:
    """Say whether bytes are spread as evenly as in what is encrypted or compressed.

    A file shorter than 512 bytes says too little: then no.
    """
    sample = data[:_SAMPLE]
    if len(sample) < HEAD:
        return False
    shares = (count / len(sample) for count in Counter(sample).values())
    return -sum(share * math.log2(share) for share in shares) >= _EVEN
