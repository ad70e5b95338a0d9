"""What an operator wants done with mail, and what is to be done with one: frozen values."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from unhook.verdict.model import Level

Mode = Literal["observe", "tag", "quarantine", "reject"]
Disposition = Literal["deliver", "quarantine", "withhold", "reject"]
"""`quarantine`: in the mail server's own. `withhold`: the server forgets it, and only we have it."""

MODES: tuple[Mode, ...] = ("observe", "tag", "quarantine", "reject")
"""From the mildest to the hardest."""


@dataclass(frozen=True, slots=True)
class Modes:
    """What happens to mail of each level; None: as is said elsewhere. Clean mail is only ever observed.

    `observe` adds headers, `tag` also marks the subject (and says so in the text, where that is wanted),
    `quarantine` keeps the mail back, `reject` refuses it.
    """

    malicious: Mode | None = None
    suspicious: Mode | None = None
    incomplete: Mode | None = None

    def of(self, level: Level) -> Mode | None:
        """The mode for a level."""
        match level:
            case "malicious":
                return self.malicious
            case "suspicious":
                return self.suspicious
            case "incomplete":
                return self.incomplete
            case "clean":
                return "observe"


@dataclass(frozen=True, slots=True)
class Override:
    """Other modes for some mail: to recipients in `domains` (empty: anybody) in which one of `rules` was
    found (empty: whatever was found). `language` is that of these recipients.
    """

    modes: Modes = Modes()
    domains: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Mail that is only observed whatever is found: all that is named must fit. Over after the day `until`.

    With `rule`, what that rule says does not count, and only where nothing else is enough for the verdict is
    the mail excepted. `proven`: a sender or sender's domain counts only where DMARC
    proves it; anybody can write any sender.
    """

    reason: str
    until: date | None = None
    sender: str | None = None
    sender_domain: str | None = None
    recipient: str | None = None
    recipient_domain: str | None = None
    rule: str | None = None
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Measures:
    """The operator's will. The first override that fits a recipient and says something of the level counts.

    `blocked`: senders (an address, or a domain with all below it) whose mail is treated as malicious is.
    `authserv_id`: our name in result headers (RFC 8601 section 2.5). `kept_ids`: names in which other servers
    of ours write results, which stay. `withhold`: what is kept back is kept by us, not by the mail server.
    `tags`: what stands before the subject, by level. `banner`: whether a tagged mail also says in its text
    what is wrong with it. `language`: BCP 47 tag of the recipients.
    """

    authserv_id: str = "localhost"
    kept_ids: frozenset[str] = frozenset()
    modes: Modes = Modes("observe", "observe", "observe")
    withhold: bool = False
    overrides: tuple[Override, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    blocked: frozenset[str] = frozenset()
    malicious_tag: str = "[Phishing]"
    suspicious_tag: str = "[Suspicious]"
    banner: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A field to add: a name and a value of printable ASCII on one line."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Banner:
    """One sentence for the recipient; `plain` is its English form in ASCII, for charsets that lack it."""

    sentence: str
    plain: str
    language: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with one mail. `exempt` is the reason of the exemption that made it mild; `blocked`:
    people blocked its sender, so that it is treated as malicious whatever `level` says.

    `authserv_id` and `kept_ids` say which fields of others are taken off first: all `X-Unhook-*`, and results
    in our name where nobody else of ours writes in it.
    """

    level: Level
    mode: Mode = "observe"
    disposition: Disposition = "deliver"
    add: tuple[HeaderField, ...] = ()
    authserv_id: str = "localhost"
    kept_ids: frozenset[str] = frozenset()
    subject_tag: str | None = None
    banner: Banner | None = None
    reply: str | None = None
    exempt: str | None = None
    rules: tuple[str, ...] = field(default=())
    blocked: bool = False
