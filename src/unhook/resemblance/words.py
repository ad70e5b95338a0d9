"""A mail's text as a template has it: without whom it was sent to, numbers, addresses and tokens."""

import re
import unicodedata
from collections.abc import Iterator

from unhook.limits import RESEMBLANCE
from unhook.message.model import Message

SHINGLE = 3
_ADDRESS = ("@", "://", "www.")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# Scripts without spaces between words count letter by letter.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_CHANGES = re.compile(r"\d|.{25}")
_BORDER = re.compile(r"[^\W_]+")


def shingles(message: Message) -> frozenset[str]:
    """Runs of three neighbouring words of subject and text; of fewer words the one run that they are."""
    kept = list(_kept(message))
    ends = range(max(1, len(kept) - SHINGLE + 1)) if kept else ()
    return frozenset(" ".join(kept[at : at + SHINGLE]) for at in ends)


def _kept(message: Message) -> Iterator[str]:
    text = message.body.current_thread.text or message.body.text
    whole = f"{message.subject.base or message.subject.subject or ''}\n{text}"[: RESEMBLANCE.text_chars]
    spaced = unicodedata.normalize("NFKC", whole).casefold().split()
    plain = " ".join(each for each in spaced if not any(mark in each for mark in _ADDRESS))
    names = _names(message)
    found = _WORD.findall(_UNSEEN.sub("", plain))
    return (word for word in found if word not in names and not _CHANGES.search(word))


def _names(message: Message) -> frozenset[str]:
    """The words that name a recipient: parts of their names and addresses."""
    boxes = [*message.recipients.to, *message.recipients.cc, *message.recipients.bcc]
    boxes += [message.mailbox] if message.mailbox else []
    named = " ".join(f"{box.display_name or ''} {box.email.email}" for box in boxes[: RESEMBLANCE.people])
    return frozenset(_BORDER.findall(unicodedata.normalize("NFKC", named).casefold()))
