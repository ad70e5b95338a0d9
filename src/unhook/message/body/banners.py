"""Warnings that a gateway writes into a message ("[EXTERNAL] ..."): found at the top of a text."""

import re
from collections.abc import Iterator

from unhook import patterns
from unhook.message.offsets import Span

# A label of its own, as `[EXTERNAL]` or `(Extern)`.
_TAG = (
    r"[\[(<*]{1,3}\s{0,2}(?:external(?: e-?mail| sender| message| mail)?|ext|extern(?:e e-?mail|e|al|o)?"
    r"|esterno|ext[eé]rieur|outside sender|caution|warning)\s{0,2}[\])>*]{1,3}[:!-]{0,2}"
)
_MAIL = (
    r"(?:e-?mail|message|mail|sender|nachricht|courriel|correo(?: electrónico)?|mensaje|mensagem|messaggio)"
)
_THIS = r"(?:this|the|diese|die|ce|cet|este|esta|deze|questa|questo|quest['’]) ?"
_HEADING = (
    r"(?:caution|warning|attention|notice|alert|be careful|external (?:e-?mail|sender|message)|external"
    r"|achtung|vorsicht|warnung|hinweis|avertissement|precaución|atención|advertencia|cuidado|atenção|aviso"
    r"|let op|opgelet|waarschuwing|attenzione|avviso)"
)
_ARRIVED = (
    r"(?:(?:has |was |is |been )*(?:originat\w*|sent|came|comes|coming|received|from)|stammt|kommt|wurde"
    r"|provient|vient|a été|se originó|procede|proviene|fue|ha sido|foi|tem origem|originou|veio|is|komt"
    r"|è stat[ao])"
)
_OUTSIDE = r"(?:outside|extern|außerhalb|ausserhalb|extérieur|fuera|fora|buiten|estern|fuori)"
# A sentence that only a gateway would write.
_SENTENCE = (
    rf"(?:{_HEADING}[ :!.*-]{{1,6}})?{_THIS}{_MAIL} {_ARRIVED}\b"
    rf"[^.!\n]{{0,40}}{_OUTSIDE}[^.!\n]{{0,160}}[.!]?"
    r"|you don['’]?t often get e?-?mail from [^\n]{1,200}? important(?: at)?(?:\s*<?https://aka\.ms/\S{1,80})?"
)
_ADVICE = (
    r"(?:please |bitte )?(?:(?:do not|don['’]t|never|avoid|use caution|exercise caution|be cautious"
    r"|think before)[^.!\n]{0,20}(?:click|open|respond|reply|when)|(?:klicken|öffnen) sie (?:nicht|keine)"
    r"|ne cliquez pas|no haga clic|não clique|klik niet|non cliccare)[^.!\n]{0,200}[.!]?"
    r"|learn why this is important"
)
_WARNING = patterns.compile(rf"(?:{_TAG}|{_SENTENCE})", re.IGNORECASE)
_FOLLOW = patterns.compile(rf"\s{{0,10}}(?:{_TAG}|{_SENTENCE}|{_ADVICE})", re.IGNORECASE)
_HEADING_LINE = patterns.compile(rf"{_HEADING}[!:.*\s]{{0,6}}$", re.IGNORECASE)
_BLANK = patterns.compile(r"[\s>_=-]*")
_SENTENCES = 6


def leading(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the warnings that `text[start:end]` begins with, each with the advice that follows it.

    Only whole sentences that nobody but a gateway writes are taken, so that a mail which
    begins with a forged warning keeps its own words.
    """
    at = _skip(text, start, end)
    for _ in range(_SENTENCES):
        first = at
        line_end = text.find("\n", at, end)
        if 0 <= line_end - at < 40 and _HEADING_LINE.fullmatch(text[at:line_end]):
            at = _skip(text, line_end, end)
        match = _WARNING.match(text, at, end)
        if match is None:
            return
        at = match.end()
        for _ in range(_SENTENCES):
            follow = _FOLLOW.match(text, at, end)
            if follow is None:
                break
            at = follow.end()
        yield (first, at)
        at = _skip(text, at, end)


def _skip(text: str, at: int, end: int) -> int:
    match = _BLANK.match(text, at, end)
    return match.end() if match else at
