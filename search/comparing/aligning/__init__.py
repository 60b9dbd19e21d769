"""Aligning: which passages and sections of two texts belong together."""
