"""Taking files in: prepared in worker processes, told apart by identity, kept by one writer."""

from index.ingest.outcome import Added, Outcome, Progress, RefusedFile

__all__ = ["Added", "Outcome", "Progress", "RefusedFile"]
