"""What people meet: the pages, the JSON API and the command line.

Knows nothing of Whoosh, SQL and rapidfuzz.
"""
