"""The sentences of the pages and their English: the parts of `scripts/translate.py`.

`sources` finds the sentences in the code, `pofile` reads and writes the catalogue that people
edit, `mofile` writes the one that the program reads. Nothing written here depends on the version
of a library: the same sentences give the same bytes on every machine.
"""
