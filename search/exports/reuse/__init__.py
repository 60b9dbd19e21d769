"""A reuse report as a file: html to read and print, docx to hand in, xlsx to reckon with."""
