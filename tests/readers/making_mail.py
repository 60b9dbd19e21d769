"""Letters for tests, as mail programs write them: with Python's package, and by hand."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from email.message import EmailMessage


def letter(
    text: str = "各位领导：现将总结报上，请审阅。",
    *,
    subject: str = "关于报送2023年度工作总结的函",
    page: str = "",
    files: Sequence[tuple[str, bytes]] = (),
    letters: Sequence[bytes] = (),
) -> bytes:
    """A letter with attached files and letters."""
    message = EmailMessage()
    message["From"] = "河口镇党政办 <hekou@example.cn>"
    message["To"] = "县委办督查室 <ducha@example.cn>"
    message["Date"] = "Mon, 15 Jan 2024 09:30:00 +0800"
    message["Subject"] = subject
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for inner in letters:
        import email
        import email.policy

        message.add_attachment(email.message_from_bytes(inner, policy=email.policy.default))
    return bytes(message)


def by_hand(heads: Sequence[str | bytes], body: bytes) -> bytes:
    """A letter whose heads and body are exactly these."""
    lines = [head if isinstance(head, bytes) else head.encode() for head in heads]
    first = [b"From: a@example.cn", b"To: b@example.cn", b"MIME-Version: 1.0"]
    return b"\r\n".join([*first, *lines, b"", body])


def word_in(charset: str, text: str, coding: str = "B") -> str:
    """An encoded word (RFC 2047)."""
    data = text.encode(charset)
    if coding == "B":
        return f"=?{charset}?B?{base64.b64encode(data).decode()}?="
    return f"=?{charset}?Q?{''.join(f'={byte:02X}' for byte in data)}?="
