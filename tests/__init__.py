"""What the project does, in tests. A package: no library's `tests` stands in its place."""
