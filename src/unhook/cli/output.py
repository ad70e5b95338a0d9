"""Where the pieces of a report go, and what stands around them."""

import json
import sys
from pathlib import Path
from typing import TextIO

from unhook.cli.job import Format, Piece
from unhook.errors import InputError


class Writer:
    """Writes pieces as they come: to a file, to standard output, or as pages into a folder.

    JSON becomes one array, SARIF one log with a single run; the other formats are
    streams of pieces. Leaving the `with` block completes the document, also after Ctrl-C.
    """

    def __init__(self, format_: Format, output: str | None, many: bool) -> None:
        self.format = format_
        self.folder = _folder(output) if format_ == "html" and many else None
        self.output = output
        self.written: Path | None = self.folder or (Path(output) if output else None)
        self._count = 0
        self._sarif: list[str] = []

    def __enter__(self) -> "Writer":
        self._file = _open(self.output) if self.output and self.folder is None else None
        return self

    def add(self, piece: Piece) -> None:
        """Write one mail's piece, or keep it where the format needs all of them first."""
        self._count += 1
        if self.folder is not None:
            (self.folder / f"{self._count:06d}.html").write_text(piece.text, encoding="utf-8")
        elif self.format == "sarif":
            self._sarif.append(piece.text)
        elif self.format == "json":
            self._write(("[\n" if self._count == 1 else ",\n") + piece.text)
        else:
            self._write(piece.text + ("\n" if self.format == "jsonl" else ""))

    def __exit__(self, *error: object) -> None:
        try:
            if error[0] is None or issubclass(error[0], KeyboardInterrupt):  # type: ignore[arg-type]
                self._complete()
        finally:
            if self._file:
                self._file.close()

    def _complete(self) -> None:
        if self.format == "json":
            self._write("\n]\n" if self._count else "[]\n")
        elif self.format == "sarif":
            from unhook.report import sarif

            self._write(sarif.join(json.loads(piece) for piece in self._sarif) + "\n")

    def _write(self, text: str) -> None:
        stream = self._file or sys.stdout
        # What a stream's encoding lacks is spelt out instead of raising in the middle of a report.
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        if self.format in {"jsonl", "line"}:
            stream.flush()


def _open(path: str) -> TextIO:
    try:
        return Path(path).open("w", encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"cannot write to {path}: {error.strerror}; name another file with --output"
        ) from None


def _folder(output: str | None) -> Path:
    if output is None:
        raise InputError("several mails make several pages: name a folder for them with --output DIR")
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot make the folder {output}: {error.strerror}; name another with --output"
        ) from None
    return folder
