"""The one password of a home folder: set, asked for, guessed at slowly.

`home/password` holds an argon2 hash; where the file is missing no password is set.
Accounts and roles are deliberately not here.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from index.errors import BadQuery, DamagedHome, Refused

SHORTEST = 8  # characters
LONGEST = 1000


def has_password(home: Path) -> bool:
    """Say whether a password is set."""
    return _file(home).is_file()


def set_password(home: Path, password: str) -> None:
    """Set the password; whoever is signed in has to sign in again.

    Raises BadQuery (`password_too_short`, `password_too_long`).
    """
    if len(password) < SHORTEST:
        raise BadQuery("password_too_short", field="password", least=SHORTEST)
    if len(password) > LONGEST:
        raise BadQuery("password_too_long", field="password", most=LONGEST)
    home.mkdir(parents=True, exist_ok=True)
    new = home / "password.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(PasswordHasher().hash(password))
    new.replace(_file(home))


def verify(home: Path, password: str) -> bool:
    """Say whether `password` is the one that was set. Raises DamagedHome (`password_damaged`)."""
    if len(password) > LONGEST:
        return False
    try:
        return PasswordHasher().verify(_read(home), password)
    except (InvalidHashError, UnicodeError):
        raise DamagedHome("password_damaged", file=str(_file(home))) from None
    except VerificationError:
        return False


def stamp(home: Path) -> str:
    """Return what a session must hold to count as signed in; another after every change."""
    return hashlib.sha256(_read(home).encode()).hexdigest()[:32]


class Throttle:
    """Slows guessing down: after `free` wrong guesses each further one must wait, twice as long
    every time, up to `longest` seconds. Counted for all callers together, since there is
    one password and addresses are cheap.
    """

    def __init__(
        self,
        *,
        free: int = 5,
        first: float = 2.0,
        longest: float = 300.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._free, self._first, self._longest, self._clock = free, first, longest, clock
        self._lock = threading.Lock()
        self._wrong = 0
        self._open_at = 0.0

    def attempt(self) -> None:
        """Take one guess's turn, before the guess is looked at.

        Raises Refused (`too_many_guesses`, `seconds`) while the turn has not come.
        """
        with self._lock:
            wait = self._open_at - self._clock()
            if wait > 0:
                raise Refused("too_many_guesses", seconds=int(wait) + 1)
            self._wrong += 1  # taken back by `right`; so guesses in parallel count too
            if self._wrong >= self._free:
                pause = min(self._longest, self._first * 2.0 ** min(self._wrong - self._free, 30))
                self._open_at = self._clock() + pause

    def right(self) -> None:
        """Forget the wrong guesses: the right password was given."""
        with self._lock:
            self._wrong, self._open_at = 0, 0.0


def _file(home: Path) -> Path:
    return home / "password"


def _read(home: Path) -> str:
    return _file(home).read_text(encoding="utf-8").strip()
