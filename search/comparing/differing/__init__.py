"""Differing: what became of a text, word by word."""
