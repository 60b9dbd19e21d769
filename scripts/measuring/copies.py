"""What the reuse part asks about: passages of the home, copied and changed, by a seed.

Every different normalised text of a body passage is one document to all; its number is its place.
The copies are those of the evaluation, of all its kinds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from random import Random

from evaluation import edits, rewriting
from evaluation.cases import by_length, cases
from evaluation.edits import Copy
from evaluation.negatives import Negative
from evaluation.passages import Passage

from index.catalogue.packing import report_text
from index.model import Part
from index.normal import normalise_many
from index.store import Store

_AT_ONCE = 20_000  # texts normalised together
_DRAWN = 20_000  # passages of which copies are made


@dataclass(frozen=True, slots=True)
class Bodies:
    """All different texts of body passages, normalised, and the first original of each.

    `numbers` says for every original which document it is, `of_passages` for every passage id.
    """

    normal: tuple[str, ...]
    texts: tuple[str, ...]
    numbers: dict[str, int]
    of_passages: dict[int, int]

    @property
    def passages(self) -> int:
        """How many passages have these texts."""
        return len(self.of_passages)


@dataclass(frozen=True, slots=True)
class Question:
    """A copy as it is asked about, also normalised, and the document that it was made from."""

    copy: Copy
    normal: str
    document: int


@dataclass(frozen=True, slots=True)
class Questions:
    """Copies by kind, one kind after the other, and pairs (normalised too) that are none."""

    asked: tuple[Question, ...]
    negatives: tuple[Negative, ...]
    pairs: tuple[tuple[str, str], ...]


def bodies_of(store: Store) -> Bodies:
    """Read all live reports of a home."""
    found = []
    for record in store.picture().snapshot.records:
        outline = store.catalogue.entry(record.id).outline
        passages = report_text(record.id, record.title, record.first_passage, outline).passages
        found += [(one.id, one.text) for one in passages if one.part is Part.BODY]
    first: dict[str, tuple[int, str]] = {}
    numbers, of_passages = {}, {}
    for (passage, text), normal in zip(found, normalised([t for _, t in found]), strict=True):
        if normal:
            number = first.setdefault(normal, (len(first), text))[0]
            numbers[text] = of_passages[passage] = number
    originals = tuple(text for _, text in first.values())
    return Bodies(tuple(first), originals, numbers, of_passages)


def draw(bodies: Bodies, seed: int, each: int) -> Questions:
    """Make so many copies of every kind from passages of 60 to 399 characters."""
    source = Random(f"duizhao copies {seed}")  # noqa: S311 - a sample, no secret
    numbers = range(len(bodies.texts))
    chosen = source.sample(numbers, min(_DRAWN, len(numbers)))
    # Each as if it stood in a file of its own: copies take words and surroundings from others.
    passages = [Passage(str(number), bodies.texts[number]) for number in chosen]
    groups = {"long": by_length(passages)["long"]}
    made = cases(passages, groups, seed, each, (*edits.KINDS, *rewriting.WAYS))
    copies = made.copies["long"]
    negatives = made.negatives
    return Questions(
        tuple(
            Question(copy, normal, int(copy.file))
            for copy, normal in zip(
                copies, normalised([copy.target for copy in copies]), strict=True
            )
        ),
        negatives,
        tuple(
            zip(
                normalised([pair.left for pair in negatives]),
                normalised([pair.right for pair in negatives]),
                strict=True,
            )
        ),
    )


def normalised(texts: list[str]) -> list[str]:
    """Return texts as the program compares them."""
    found: list[str] = []
    waiting = iter(texts)
    while some := list(islice(waiting, _AT_ONCE)):
        normals = normalise_many(some)
        found += [normals[number].text for number in range(len(some))]
    return found
