"""Answers as files: hits as xlsx, csv and docx, the phrase matrix as xlsx and csv.

Every file says what was asked, when, over how many reports, and how many files could not be read.
"""

from search.exports.words import Say, as_written
from search.exports.writing import FORMATS, MATRIX_FORMATS, export_hits, export_matrix

__all__ = ["FORMATS", "MATRIX_FORMATS", "Say", "as_written", "export_hits", "export_matrix"]
