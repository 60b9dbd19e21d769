"""Which rules reports are read by, as one number."""

RULES = 6
"""Rises whenever readers, cleaning, outline or facts change what is read of a file: whatever was
read by older rules can then be read anew. Homes that do not say were read by FIRST."""

FIRST = 1
