"""What duizhao keeps: reading reports, cutting them into passages, the catalogue and the engines.

Knows nothing of queries and pages.
"""
