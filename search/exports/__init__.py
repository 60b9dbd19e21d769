"""Answers as files: hits, the phrase matrix, reuse reports, similar passages, clusters, heat maps,
comparisons.

Every file says what was asked, when, over how many reports, and how many files could not be read.
`search.exports.writing` and `likewise` make them; they load what writes workbooks and documents,
so they are imported only where a file is wanted.
"""

from search.exports.words import Say, as_written

FORMATS = ("xlsx", "csv", "docx")
MATRIX_FORMATS = ("xlsx", "csv")
REUSE_FORMATS = ("html", "docx", "xlsx")
SIMILAR_FORMATS = ("xlsx", "csv", "docx")
CLUSTER_FORMATS = ("xlsx", "csv", "docx")
HEAT_FORMATS = ("xlsx", "csv")
SEVERAL_FORMATS = ("xlsx", "csv")
COMPARE_FORMATS = ("html", "docx", "xlsx")

__all__ = [
    "CLUSTER_FORMATS",
    "COMPARE_FORMATS",
    "FORMATS",
    "HEAT_FORMATS",
    "MATRIX_FORMATS",
    "REUSE_FORMATS",
    "SEVERAL_FORMATS",
    "SIMILAR_FORMATS",
    "Say",
    "as_written",
]
