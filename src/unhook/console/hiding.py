"""Names of people and addresses of the organisation replaced, so that a real mail can be shown to all.

What is known is found: recipients, the organisation's domains, words that an analyst named. A name that only
stands in the text is not; an analyst reads each mail before it is shown.
"""

import re
from collections.abc import Collection, Iterable

COMPANY = "company.example"
PERSON = f"name@{COMPANY}"
NAME, FIRM, CUT = "[Name]", "[Company]", "[…]"
_LEAST, _LEAST_FIRM = 3, 4
_DULL = frozenset(
    {"and", "der", "die", "das", "the", "for", "info", "mail", "office", "support", "sales", "team"}
)
"""What stands in names and in everybody's text."""
_ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]+@"
_URL = re.compile(r"(?i)\b((?:https?|ftp)://[^/\s?#<>\"']+)[/?#][^\s<>\"']*")
_PARTS = re.compile(r"[^\w]+|_+")


class Hiding:
    """Replaces in texts. `people`: addresses and names of persons; `organisation`: its domains; `words`: what
    else is hidden.
    """

    def __init__(
        self, people: Iterable[str], organisation: Collection[str], words: Iterable[str] = ()
    ) -> None:
        people = tuple(filter(None, people))
        addresses = [each for each in people if "@" in each]
        names = {part for each in people for part in _names(each)}
        firms = {
            label for each in organisation for label in [each.split(".")[0]] if len(label) >= _LEAST_FIRM
        }
        hosts = _any(organisation)
        self._steps = [
            (_URL, r"\1/…"),
            *_whole(addresses, PERSON),
            *(
                [(re.compile(rf"(?i){_ADDRESS}(?:[\w-]+\.)*{hosts}(?![\w-])"), PERSON)]
                if organisation
                else []
            ),
            *(
                [(re.compile(rf"(?i)(?<![\w-])(?:[\w-]+\.)*{hosts}(?![\w-])"), COMPANY)]
                if organisation
                else []
            ),
            *_whole(words, CUT),
            *_whole([each for each in people if "@" not in each], NAME),
            *_whole(names - firms, NAME),
            *_whole(firms - {"company"}, FIRM),
        ]

    def __call__(self, text: str) -> str:
        """The text with all of that replaced; a link keeps its host alone, since the rest may name who it was
        made for.
        """
        for pattern, instead in self._steps:
            text = pattern.sub(instead, text)
        return text


def _names(person: str) -> list[str]:
    """The words of a name, or of the part of an address before its host."""
    parts = _PARTS.split(person.rpartition("@")[0] or person)
    return [
        part for part in parts if len(part) >= _LEAST and part.lower() not in _DULL and not part.isdigit()
    ]


def _whole(words: Iterable[str], instead: str) -> list[tuple[re.Pattern[str], str]]:
    found = list(filter(None, words))
    return [(re.compile(rf"(?i)(?<!\w){_any(found)}(?!\w)"), instead)] if found else []


def _any(words: Iterable[str]) -> str:
    return (
        f"(?:{'|'.join(re.escape(each) for each in sorted(set(words), key=lambda each: (-len(each), each)))})"
    )
