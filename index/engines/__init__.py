"""What meets the engine seam: the naive engine that is the measure, and those that are fast."""
