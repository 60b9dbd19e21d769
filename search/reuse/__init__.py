"""Reuse: what of a passage or a report stands elsewhere, from where, and what only changed its
figures. Evidence with its spans; never a verdict on people.
"""
