"""Pages that are pictures: scans and photographs, as characters that stand in places.

The way: `paper` (upright, even light, no stamp) → `ruling` (lines of tables found, and taken off) →
`engine` (where text stands, what it says) → `textline` (where each character of it stands) →
`spelling` (punctuation as it is set in Chinese) → `page` (a page as a PDF's, for the same stages).
Needs the extra `ocr`; nothing here is loaded without it, and nothing is fetched from anywhere.
"""
