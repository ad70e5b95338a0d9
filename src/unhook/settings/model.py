"""Every option of the configuration file, with its default and its words.

`unhook config show --defaults` writes a file from this; what is said here is all the documentation an option
has.
"""

from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from unhook.actions.model import Mode
from unhook.settings.report import Report, Smtp
from unhook.settings.section import Address, Domain, Listener, Printable, Section, Token
from unhook.settings.watch import Watch


class Milter(Section):
    """How mail comes from Postfix or Sendmail, and what happens when something fails."""

    listen: Listener = Field(
        default="inet:127.0.0.1:8894",
        description="where the mail server finds us: inet:HOST:PORT ([...] around IPv6), or unix:PATH",
    )
    socket_mode: str = Field(
        default="0660", pattern=r"^0?[0-7]{3}$", description="permissions of a unix socket, in octal"
    )
    socket_group: str | None = Field(
        default=None, description="group of a unix socket; the user of the milter must be in it"
    )
    workers: int = Field(
        default=0, ge=0, le=256, description="processes that check mail; 0 takes one for each core"
    )
    worker_mails: int = Field(
        default=1_000, ge=1, description="after so many mails a worker is replaced by a fresh one"
    )
    max_messages: int = Field(
        default=50, ge=1, le=10_000, description="mails in hand at once; more are told to come again (451)"
    )
    max_connections: int = Field(
        default=500, ge=1, le=100_000, description="open connections; more are closed"
    )
    max_message_bytes: int = Field(
        default=50 * 1024 * 1024,
        ge=1024,
        description="larger mail is not checked, see on_failure",
    )
    deadline_seconds: float = Field(
        default=30.0, gt=0, le=250, description="from the end of a mail to its answer, waiting included"
    )
    idle_seconds: float = Field(
        default=3_600.0,
        ge=1,
        description="after so long without a word from the mail server, a connection is closed",
    )
    on_failure: Literal["tempfail", "accept"] = Field(
        default="tempfail",
        description="mail that could not be checked (crash, deadline, size, no spool): tempfail, so that it"
        " comes again, or accept, with the header X-Unhook-Verdict: incomplete and an alarm in the log",
    )
    authserv_id: Token | None = Field(
        default=None,
        description="our name in Authentication-Results; by default the mail server's own (macro j)",
    )
    trusted_authserv_ids: tuple[Token, ...] = Field(
        default=(),
        description="names whose Authentication-Results count: those of a milter that stands before this"
        " one and removes forged ones (OpenDKIM, OpenDMARC); without any, no result is believed",
    )
    org_domains: tuple[Domain, ...] = Field(
        default=(), description="the organisation's own domains, whose mail from outside is forged"
    )
    spool: Path = Field(
        default=Path("/var/lib/unhook/spool"),
        description="folder in which each outcome is kept until the store has it",
    )
    files: bool = Field(
        default=True, description="look into attachments (in a process that can reach nothing)"
    )
    feeds: tuple[str, ...] = Field(
        default=(), description="installed rule feeds that judge beside the shipped rules"
    )
    model: Path | None = Field(default=None, description="folder of another model than the shipped one")


class Modes(Section):
    """What happens to mail of each level."""

    malicious: Mode | None = None
    suspicious: Mode | None = None
    incomplete: Mode | None = None


class OverrideTable(Modes):
    """Other modes for some mail. The first that fits counts."""

    domains: tuple[Domain, ...] = Field(default=(), description="recipients' domains; none: all")
    rules: tuple[str, ...] = Field(
        default=(), description="only where one of these rules found something; none: any"
    )
    language: str | None = Field(default=None, description="language of these recipients")


class ExceptionTable(Section):
    """Mail that is only observed. All that is named must fit."""

    reason: str = Field(min_length=1, description="why; it is kept with each mail that it let through")
    until: date | None = Field(default=None, description="the last day on which it counts")
    sender: Address | None = Field(default=None, description="address in From")
    sender_domain: Domain | None = Field(
        default=None, description="domain of the address in From, or one below it"
    )
    recipient: Address | None = Field(default=None, description="address in RCPT TO")
    recipient_domain: Domain | None = Field(default=None, description="domain of the address in RCPT TO")
    rule: str | None = Field(default=None, description="id of a rule that does not count")
    proven: bool = Field(
        default=True, description="a sender counts only where DMARC proves it; false believes any From"
    )

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not any((self.sender, self.sender_domain, self.recipient, self.recipient_domain, self.rule)):
            raise ValueError("names no sender, recipient or rule: it would except all mail")
        return self


class Policy(Section):
    """What is done with judged mail: observe, tag, quarantine or reject."""

    balance: Literal["cautious", "balanced", "strict"] = Field(
        default="balanced", description="how much evidence makes a verdict; strict needs the least"
    )
    malicious: Mode = Field(
        default="observe", description="malicious mail: observe (headers only), tag, quarantine, reject"
    )
    suspicious: Mode = Field(default="observe", description="suspicious mail: the same choice")
    incomplete: Literal["observe", "quarantine", "reject"] = Field(
        default="observe", description="mail of which not all could be looked at, and nothing bad was found"
    )
    malicious_tag: Printable = Field(
        default="[Phishing]", description="before the subject of tagged malicious mail"
    )
    suspicious_tag: Printable = Field(
        default="[Suspicious]", description="before the subject of tagged suspicious mail"
    )
    banner: bool = Field(
        default=False,
        description="say in the text of a tagged mail what is wrong with it; this breaks the sender's DKIM"
        " signature for whoever checks it later. Signed and encrypted mail is left alone",
    )
    language: str = Field(
        default="en", description="language of the recipients (en, de, pt, fr, es, ar, nl, it)"
    )
    override: tuple[OverrideTable, ...] = Field(
        default=(), description="other modes for some recipients and rules"
    )
    exception: tuple[ExceptionTable, ...] = Field(default=(), description="mail that is only observed")


class Quarantine(Section):
    """Where mail waits that is kept back, and how it gets from there to its recipients."""

    place: Literal["server", "store"] = Field(
        default="server",
        description="the mail server's own hold queue, or our store: the server is then told that the mail is"
        " delivered, and only we have it. The store needs [store] url, and smtp",
    )
    postsuper: tuple[str, ...] = Field(
        default=("/usr/sbin/postsuper",),
        min_length=1,
        description="what runs Postfix's postsuper, which only the superuser may: before it, for example,"
        ' "/usr/bin/sudo", "-n"; it is used for what is in the hold queue',
    )
    smtp: str | None = Field(
        default=None,
        pattern=r"^(\[[0-9a-fA-F:.]+\]|[^:\s]+):\d{1,5}$",
        description="HOST:PORT where the mail server takes released mail back without asking the milter",
    )


class Store(Section):
    """Where outcomes are kept."""

    url: str | None = Field(
        default=None,
        description="where mail is remembered: sqlite:////var/lib/unhook/mail.db, or postgresql://HOST/NAME;"
        " without it, outcomes stand in the log alone",
    )


class Pages(Section):
    """Whether rules may look at mails as a person sees them."""

    screenshots: bool = Field(
        default=False, description="draw mails for rules that ask, in a browser that can reach nothing; slow"
    )


class Settings(Section):
    """The whole file."""

    milter: Milter = Milter()
    policy: Policy = Policy()
    quarantine: Quarantine = Quarantine()
    store: Store = Store()
    pages: Pages = Pages()
    watch: Watch = Watch()
    report: Report = Report()
    smtp: Smtp = Smtp()

    @model_validator(mode="after")
    def _reports_arrive(self) -> Self:
        wanted = self.report
        if wanted.account is None:
            return self
        if wanted.account not in {each.name for each in self.watch.account}:
            raise ValueError("report.account is no watched account")
        if not wanted.reporters:
            raise ValueError("report.reporters names nobody who may report")
        return self

    @field_validator("*", mode="before")
    @classmethod
    def _empty_table(cls, value: object) -> object:
        return {} if value is None else value

    @model_validator(mode="after")
    def _can_keep_and_release(self) -> Self:
        if self.quarantine.place == "store" and not (self.store.url and self.quarantine.smtp):
            raise ValueError("quarantine.place = store needs store.url and quarantine.smtp")
        return self
