"""Warnings that a gateway writes into a message ("[EXTERNAL] ..."): found at the top of a text."""

import re
from collections.abc import Iterator

from unhook.message.offsets import Span

_TAG = (
    r"[\[(<*]{0,3}\s{0,2}(?:external(?: e-?mail| sender| message| mail)?|extern(?:e e-?mail|e mail|al)?|ext|externe|externo|esterno|exterieur"
    r"|extérieur|outside sender|caution|warning)\s{0,2}[\])>*]{1,3}[:!-]{0,2}"
)
# A sentence that only a gateway would write.
_SENTENCE = "|".join(
    (
        r"(?:caution|warning|attention|notice|alert|be careful|external e-?mail|external sender)[ :!.*-]{0,6}(?:this|the) (?:e-?mail|message|mail|sender)"
        r"[^.!\n]{0,40}(?:originat|(?:was sent|is|came|comes|has been sent|has been received|was received)[^.!\n]{0,20}(?:from )?(?:an )?(?:outside|external))[^.!\n]{0,160}[.!]?",
        r"this (?:e-?mail|message|mail) (?:has )?(?:originated|was sent|came|comes|is|has been sent|has been received|was received) "
        r"(?:from |by )?(?:an |someone |a sender )?(?:outside|external)[^.!\n]{0,160}[.!]?",
        r"you don['’]?t often get e?-?mail from [^\n]{1,200}?(?:learn why this is important(?: at)?|important)(?:\s*<?https://aka\.ms/\S{1,80})?",
        r"(?:achtung|vorsicht|warnung|hinweis)[ :!.*-]{0,6}(?:diese|die) (?:e-?mail|nachricht|mail)[^.!\n]{0,40}(?:extern|außerhalb|ausserhalb)[^.!\n]{0,120}[.!]?",
        r"diese (?:e-?mail|nachricht|mail) (?:stammt|kommt|wurde)[^.!\n]{0,20}(?:extern|außerhalb|ausserhalb)[^.!\n]{0,120}[.!]?",
        r"(?:attention|avertissement)[ :!.*-]{0,6}(?:ce|cet) (?:courriel|e-?mail|message|mail)[^.!\n]{0,40}(?:extérieur|externe)[^.!\n]{0,120}[.!]?",
        r"(?:ce|cet) (?:courriel|e-?mail|message) (?:provient|vient|a été envoyé)[^.!\n]{0,30}(?:extérieur|externe)[^.!\n]{0,120}[.!]?",
        r"(?:precaución|atención|advertencia|cuidado)[ :!.*-]{0,6}este (?:correo|mensaje|e-?mail)[^.!\n]{0,50}(?:extern|fuera)[^.!\n]{0,120}[.!]?",
        r"este (?:correo|mensaje)(?: electrónico)? (?:se originó|procede|proviene|fue enviado|ha sido enviado)[^.!\n]{0,30}(?:extern|fuera)[^.!\n]{0,120}[.!]?",
        r"(?:atenção|cuidado|aviso)[ :!.*-]{0,6}(?:este|esta) (?:e-?mail|mensagem)[^.!\n]{0,50}(?:extern|fora)[^.!\n]{0,120}[.!]?",
        r"(?:este e-?mail|esta mensagem) (?:foi enviad[oa]|tem origem|originou|veio)[^.!\n]{0,30}(?:extern|fora)[^.!\n]{0,120}[.!]?",
        r"(?:let op|opgelet|waarschuwing)[ :!.*-]{0,6}deze (?:e-?mail|mail)[^.!\n]{0,40}(?:extern|buiten)[^.!\n]{0,120}[.!]?",
        r"deze (?:e-?mail|mail) (?:is|komt)[^.!\n]{0,40}(?:extern|buiten)[^.!\n]{0,120}[.!]?",
        r"(?:attenzione|avviso)[ :!.*-]{0,6}quest[ao'’]\s?(?:e-?mail|messaggio)[^.!\n]{0,40}(?:estern|fuori|dall)[^.!\n]{0,120}[.!]?",
        r"quest[ao'’]\s?(?:e-?mail|messaggio) (?:proviene|è stat)[^.!\n]{0,40}(?:estern|fuori)[^.!\n]{0,120}[.!]?",
    )
)
_ADVICE = (
    r"(?:please )?(?:do not|don['’]t|never|avoid|use caution|exercise caution|be cautious|think before)[^.!\n]{0,20}"
    r"(?:click|open|respond|reply|when)[^.!\n]{0,200}[.!]?"
    r"|(?:bitte )?(?:klicken|öffnen) sie (?:nicht|keine)[^.!\n]{0,200}[.!]?|ne cliquez pas[^.!\n]{0,200}[.!]?"
    r"|no haga clic[^.!\n]{0,200}[.!]?|não clique[^.!\n]{0,200}[.!]?|klik niet[^.!\n]{0,200}[.!]?|non cliccare[^.!\n]{0,200}[.!]?"
)
_WARNING = re.compile(rf"(?:{_TAG}|{_SENTENCE})", re.IGNORECASE)
_FOLLOW = re.compile(
    rf"\s{{0,10}}(?:{_TAG}|{_SENTENCE}|{_ADVICE}|learn why this is important)", re.IGNORECASE
)
_HEADINGS = re.compile(
    r"(?:caution|warning|attention|external(?: e-?mail| sender| message)?|achtung|vorsicht|atención|atenção|let op|attenzione)[!:.*\s]{0,6}$",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\s>_=*-]*")
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
        if 0 <= line_end - at < 40 and _HEADINGS.fullmatch(text[at:line_end]):
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
