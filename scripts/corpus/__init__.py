"""Made-up work reports of made-up units: the words, the grammar, the sample and the large corpora.

Used by scripts/make_corpus.py; needs the standard library only. No text is taken from a real
report, and no organisation, place or person meant here exists.
"""
