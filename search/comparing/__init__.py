"""Comparing: two reports side by side, what stayed, moved, was reworded, which figures changed."""
