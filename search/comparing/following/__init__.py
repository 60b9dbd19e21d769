"""Following: one passage through several reports and years."""
