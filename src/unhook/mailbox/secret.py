"""Passwords and tokens, from files or the environment: read anew for each sign-in, never kept."""

import os
from dataclasses import dataclass
from pathlib import Path

from unhook.errors import MailboxError


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is; `file` before `variable`. A file that changes counts from the next sign-in on."""

    file: Path | None = None
    variable: str | None = None

    def read(self) -> str:
        """The secret, without the line's end. Raises `MailboxError` where there is none; one that was written
        a moment later serves.
        """
        try:
            if self.file is not None:
                found = self.file.read_text(encoding="utf-8").strip("\r\n")
            else:
                found = os.environ.get(self.variable or "", "")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "not UTF-8"
            raise MailboxError(f"{self.file}: {why}", temporary=True) from None
        if not found:
            raise MailboxError(f"{self.file or self.variable}: there is no secret", temporary=True)
        return found
