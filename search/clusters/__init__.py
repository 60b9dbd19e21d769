"""Clusters: passages of the whole library that are near-duplicates of one another, and the heat
maps counted from them.
"""
