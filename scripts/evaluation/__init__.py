"""Truth for measuring reuse: copies of passages made with a seed, and pairs that are none.

Made from any folder of reports. Nothing here is taken from the matcher: texts are read, cut and
changed by rules of their own, so that an error there cannot hide itself here.
"""
