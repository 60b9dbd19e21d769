"""Figures: what a text counts, and which figures of two texts are the same item."""
