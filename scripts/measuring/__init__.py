"""How fast, how complete, how large: the parts of `scripts/benchmark.py`.

Each module measures one thing and writes figures into a `Sheet`. Nothing imports this but the
script; what it measures it asks as any other program would.
"""
