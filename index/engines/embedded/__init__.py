"""The engine that comes with the program: suffix arrays and Whoosh in a folder, no server."""

from index.engines.embedded.engine import EmbeddedEngine, Sizes

__all__ = ["EmbeddedEngine", "Sizes"]
