"""What is to be looked at in a reused passage, in words, as files to take away say it too."""

from __future__ import annotations

from search.exports import findings
from search.reuse.model import Finding
from web.language import translate


def why(finding: Finding, language: str = "zh") -> str:
    """Return the sentence that says what a finding is about. Never fails."""
    return findings.why(finding, lambda text: translate(text, language))
