"""Letters taken apart, written as files again: one inside another, and one without its files.

Heads and texts stay as they came, to the byte but for line ends: who opens the file finds the
letter, and the same letter always makes the same file.
"""

from __future__ import annotations

import copy
import io
from email.generator import BytesGenerator
from email.message import Message

from index.readers.mailparts import Letter, carries


def written(letter: Letter) -> bytes:
    """Return a letter as a file."""
    return _written(letter.message)


def without_files(letter: Letter) -> bytes:
    """Return a letter with its texts and the pictures that they show, and nothing attached."""
    return _written(_pruned(letter.message))


def _written(message: Message) -> bytes:
    with io.BytesIO() as target:
        BytesGenerator(target, mangle_from_=False).flatten(message)
        return target.getvalue()


def _pruned(part: Message) -> Message:
    """Return a part without what is attached in it."""
    inside = part.get_payload()
    if not isinstance(inside, list):
        return part
    pruned = copy.copy(part)
    pruned.set_payload(
        [_pruned(one) for one in inside if isinstance(one, Message) and not carries(one)]
    )
    return pruned
