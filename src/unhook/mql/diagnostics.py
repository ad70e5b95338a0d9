"""What is wrong with a rule, and where: numbered, collected, shown with a caret and a fix.

Codes: E0xx characters and words, E1xx grammar, E2xx names, E3xx types, E4xx constant
arguments; W4xx warnings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from unhook.errors import RuleError
from unhook.message.offsets import Span

# A longer line is shown around the place only, and what goes wrong more often is left out.
MAX_WIDTH = 160
MAX_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: `span` is a half-open range of code points in the rule's source."""

    code: str
    message: str
    span: Span
    help: str | None = None
    severity: Literal["error", "warning"] = "error"

    def position(self, source: str) -> tuple[int, int]:
        """Line and column of the start, both counted from 1."""
        start = min(self.span[0], len(source))
        return source.count("\n", 0, start) + 1, start - source.rfind("\n", 0, start)

    def render(self, source: str, name: str = "rule", at: tuple[int, int] | None = None) -> str:
        """The message, the source line with carets below the place, and the help, as lines. `at` is the line
        and column to tell instead of those in the source, for a source within a file.
        """
        line, column = self.position(source)
        start = min(self.span[0], len(source)) - column + 1
        end = source.find("\n", start)
        text = source[start : end if end >= 0 else len(source)]
        line, place = at or (line, column)
        if len(text) > MAX_WIDTH:
            cut = max(0, min(column - MAX_WIDTH // 3, len(text) - MAX_WIDTH))
            text, column = text[cut : cut + MAX_WIDTH], column - cut
        width = max(1, min(self.span[1] - self.span[0], len(text) - column + 1))
        gutter = " " * len(str(line))
        # A caret line must indent exactly as the source line does, tabs included.
        indent = "".join("\t" if character == "\t" else " " for character in text[: column - 1])
        shown = [
            f"{self.severity}[{self.code}]: {self.message}",
            f"{gutter}--> {name}:{line}:{place}",
            f"{gutter} |",
            f"{line} | {text}".rstrip(),
            f"{gutter} | {indent}{'^' * width}",
        ]
        if self.help:
            shown.append(f"{gutter} = help: {self.help}")
        return "\n".join(shown)


class DiagnosticError(RuleError):
    """A rule cannot be used; `diagnostics` lists every problem found, in source order."""

    def __init__(self, diagnostics: Iterable[Diagnostic], source: str, name: str = "rule") -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda d: (d.span, d.code)))
        self.source = source
        self.name = name
        shown = [each.render(source, name) for each in self.diagnostics[:MAX_SHOWN]]
        if len(self.diagnostics) > MAX_SHOWN:
            shown.append(f"and {len(self.diagnostics) - MAX_SHOWN} more")
        super().__init__("\n\n".join(shown))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """A help line that names the closest known word, if one is close."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean `{found[0]}`?" if found else None
