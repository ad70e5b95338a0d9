"""The subject line: reply and forward prefixes of many languages told from what it says.

RFC 5322 section 3.6.5 knows only `Re:`; RFC 5256 section 2.1 adds `Fwd:` and list tags.
The rest is what clients write in their users' languages.
"""

import re

from unhook.message.header.model import Subject

_REPLY = (
    "re aw sv vs antw ant odp ynt res resp rsp rif atb bls vá ответ отв σχετ "
    "回复 回覆 答复 答覆 返信 답장 رد תגובה ตอบกลับ"
)
_FORWARD = (
    "fwd? wg tr rv enc doorst vb vl fs pd ilt İlt trs továbbítás továbbítva továbbítom weiterl "
    "reenv reenviado encaminhado inoltrato inoltra transf пересл переслано πρθ "
    "转发 轉寄 轉發 転送 전달 إعادة_توجيه הועבר ส่งต่อ"
)
_AUTO = (
    "auto(?:matic)?[ -]?repl(?:y|ies)|auto(?:matic)? response|autoreply|automatische antwort|"
    "abwesenheitsnotiz|abwesend|out of (?:the )?office|ooo|réponse automatique|reponse automatique|"
    "respuesta automática|"
    "respuesta automatica|resposta automática|resposta automatica|risposta automatica|automatisch antwoord|"
    "autosvar|automatiskt svar|automatisk svar|automaattinen vastaus|odpowiedź automatyczna|autoodpowiedź|"
    "otomatik yanıt|автоматический ответ|автоответ|自动答复|自動回覆|自動返信|자동 회신"
)


def _alternatives(words: str) -> str:
    return _phrases("|".join(words.split()).replace("_", " "))


def _phrases(pattern: str) -> str:
    """Spaces survive `re.VERBOSE`."""
    return pattern.replace(" ", r"\s")


_PREFIX = re.compile(
    rf"""\s*(?:\[[^\[\]]{{1,60}}\]\s*)?    # a list tag or gateway label counts only before a prefix
    (?:(?P<reply>(?:{_alternatives(_REPLY)})|(?-i:R))
      |(?P<forward>(?:{_alternatives(_FORWARD)})|(?-i:I))
      |(?P<auto>{_phrases(_AUTO)}))
    \s{{0,3}}(?:\[\d{{1,4}}\]|\(\d{{1,4}}\)|\^\d{{1,4}}|\*\d{{1,4}})?\s{{0,3}}[:：]\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_BRACKETED = re.compile(r"\s*\[\s*(?:fwd?|wg)\s*:\s*(?P<inner>.*)\]\s*", re.IGNORECASE | re.DOTALL)
_TRAILER = re.compile(r"\(fwd\)\s*$", re.IGNORECASE)
_MAX_PREFIXES = 50


def parse(value: str | None, *, auto_reply: bool = False) -> Subject:
    """Tell the base subject from its prefixes; `auto_reply` is what other fields say (RFC 3834).

    `is_reply` and `is_forward` look at the prefixes alone, so that a reply prefix without
    any References stays visible as the contradiction it is.
    """
    if value is None:
        return Subject(is_auto_reply=auto_reply)
    kinds: set[str] = {"auto"} if auto_reply else set()
    rest = value
    for _ in range(_MAX_PREFIXES):
        if match := _PREFIX.match(rest):
            kinds.add(str(match.lastgroup))
            rest = rest[match.end() :]
        elif match := _BRACKETED.fullmatch(rest):
            kinds.add("forward")
            rest = match["inner"]
        else:
            break
    if trailer := _TRAILER.search(rest[-64:]):
        kinds.add("forward")
        rest = rest[: len(rest) - len(trailer[0])]
    return Subject(
        subject=value,
        base=rest.strip(),
        is_reply="reply" in kinds,
        is_forward="forward" in kinds,
        is_auto_reply="auto" in kinds,
    )
