"""Rectangles and matrices of a PDF, in points."""

from __future__ import annotations

from typing import NamedTuple

ABOVE, BELOW = 0.88, -0.12
"""How far a character reaches from its baseline, in sizes, where no font says so."""


class Rect(NamedTuple):
    """A rectangle in the file's coordinates: y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def within(self, other: Rect) -> Rect:
        """Return what two rectangles share (turned inside out where they share nothing)."""
        return Rect(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f, as in a PDF."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def rect(self, rect: Rect) -> Rect:
        """Return the upright rectangle around where a rectangle goes."""
        corners = [self.point(x, y) for x in (rect[0], rect[2]) for y in (rect[1], rect[3])]
        xs, ys = zip(*corners, strict=True)
        return Rect(min(xs), min(ys), max(xs), max(ys))

    def then(self, after: Matrix) -> Matrix:
        """Return the matrix that does what this one does, and then `after`."""
        a, b = after.a * self.a + after.c * self.b, after.b * self.a + after.d * self.b
        c, d = after.a * self.c + after.c * self.d, after.b * self.c + after.d * self.d
        return Matrix(a, b, c, d, *after.point(self.e, self.f))
