"""What duizhao answers: phrases, words and, later, reuse and comparison, behind one facade.

Knows nothing of Flask and HTML.
"""
