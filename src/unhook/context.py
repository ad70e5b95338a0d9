"""What is known about the world around a message, passed in as values.

Nothing between `message` and `verdict` opens a socket, reads a clock or touches a disk:
whoever calls them supplies these facts. The same bytes and the same `Context` give the
same verdict. A fact left `None` is *unknown*, which is not the same as empty.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from unhook.limits import DEFAULT, FILES, LIVE, FileLimits, Limits, LiveLimits

Direction = Literal["inbound", "outbound", "internal"]


class Knowing(ABC):
    """A provider that knows of many messages, and answers about one of them.

    Named by who is one: asking any other provider for a method could load all that answers for it.
    """

    __slots__ = ()

    @abstractmethod
    def about(self, message: Any) -> object:
        """Who answers about this `message.Message`."""


@dataclass(frozen=True, slots=True)
class Vip:
    """A person worth impersonating, an element of the list `$org_vips`."""

    display_name: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """How files are looked into, and what that may cost.

    `yara`: files and folders of YARA rules beside the shipped ones. `clamd`: where ClamAV's daemon listens,
    the path of a socket or `host:port`; None asks no such daemon.
    """

    limits: FileLimits = FILES
    yara: tuple[str, ...] = ()
    clamd: str | None = None


INSPECTION = Inspection()


@dataclass(frozen=True, slots=True)
class Looking:
    """How pages behind links may be opened, by an operator who wants that.

    `deny`: hosts never opened, each with all below it; `allow`: where given, no others are; both in ASCII and
    lower case. `ports`: that may be asked. `user_agent` and `languages` are those of an ordinary visitor.
    `probe`: whether a page is shown to several made-up people and compared, which needs the extra `pages`;
    else its source alone is read. `mailboxes`: the operator's own addresses, which a page's server may learn:
    with any the probe is active, without it is passive. `as_recipient`: an address that carries the mail's
    recipient is opened as it is, which tells its owner that the mail came to somebody; else somebody made up
    stands in for them.
    """

    deny: frozenset[str] = frozenset()
    allow: frozenset[str] | None = None
    ports: frozenset[int] = frozenset({80, 443})
    user_agent: str = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/143.0.0.0 Safari/537.36"
    )
    languages: str = "en-US,en;q=0.9"
    probe: bool = True
    mailboxes: tuple[str, ...] = ()
    as_recipient: bool = False
    limits: LiveLimits = LIVE


@dataclass(frozen=True, slots=True)
class Context:
    """The caller's knowledge; every field has a safe default.

    `org_domains`: the organisation's own domains, lower case (`$org_domains`).
    `trusted_authserv_ids`: whose Authentication-Results count (RFC 8601 section 5);
    `None` trusts only what the newest receiving hop can have written.
    `direction`: overrides the direction worked out from `org_domains`.
    `mailbox`: the address whose mailbox holds the message.
    `lists`: named lists for rules, name without `$` to a collection of strings.
    `facts`: capability name to provider, such as `"profile"` or `"whois"`; what is not
    here is *unavailable* to the rules, and they say so.
    `language`: BCP 47 tag of the language in which people are answered.
    `files`: how attachments are looked into; `None`: nobody looks into them.
    `screenshots`: whether rules may ask for pictures of the mail, each of which takes a browser a second.
    `looking`: how pages behind links may be opened by `app.check_and_look`; `None`: nobody opens any.
    """

    org_domains: frozenset[str] | None = None
    org_vips: tuple[Vip, ...] | None = None
    trusted_authserv_ids: frozenset[str] | None = None
    direction: Direction | None = None
    mailbox: str | None = None
    lists: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    limits: Limits = DEFAULT
    files: Inspection | None = INSPECTION
    screenshots: bool = False
    looking: Looking | None = None

    def about(self, message: object) -> "Context":
        """The context in which providers that know of many messages answer about this one."""
        known = {name: each.about(message) for name, each in self.facts.items() if isinstance(each, Knowing)}
        return replace(self, facts={**self.facts, **known}) if known else self
