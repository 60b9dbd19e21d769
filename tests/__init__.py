"""What the project does, said in tests. A package, so that no library's `tests` stands in its place."""
