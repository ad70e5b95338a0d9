"""The options of `[watch]`: which mailboxes are watched, and what is done in them."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from unhook.links.place import loopback
from unhook.settings.section import Address, Section, Token

Keyword = Annotated[str, StringConstraints(pattern=r"^\$?[A-Za-z0-9._-]+$")]
Deed = Literal["report", "flag", "move"]


class AccountTable(Section):
    """A mailbox that is watched. Its name stands in the store: do not change it."""

    name: Token = Field(description="what it is called here")
    host: str = Field(min_length=1, description="its IMAP server")
    port: int | None = Field(
        default=None, ge=1, le=65_535, description="by default 993 with tls, 143 without"
    )
    protection: Literal["tls", "starttls", "none"] = Field(
        default="tls", description="of the connection; none is for loopback only"
    )
    authorities: Path | None = Field(
        default=None, description="file of certificates (PEM) to trust in place of the system's"
    )
    user: str = Field(min_length=1, description="name to sign in with")
    secret_file: Path | None = Field(
        default=None, description="file with the password or token; read anew for each sign-in"
    )
    secret_variable: str | None = Field(
        default=None, description="or the environment variable in which it is"
    )
    mechanism: Literal["password", "xoauth2", "oauthbearer"] = Field(
        default="password",
        description="what the secret is: a password (an app password), or an OAuth2 access token that another"
        " program keeps fresh in the file",
    )
    address: Address | None = Field(
        default=None, description="whose mailbox it is; by default the user, where that is an address"
    )
    folder: str = Field(default="INBOX", min_length=1, description="the folder that is watched")
    quarantine: str = Field(
        default="Quarantine", min_length=1, description="the folder to which mail is moved; made if missing"
    )
    since: Literal["new", "all"] | date = Field(
        default="new",
        description="which mails count at the first start: those that come from then on (new), all that are"
        " there, or those that came since a day",
    )
    malicious: Deed = Field(
        default="report",
        description="malicious mail: report (only the store knows of it), flag (keywords), or move (both, and"
        " off to the quarantine folder)",
    )
    suspicious: Deed = Field(default="report", description="suspicious mail: the same choice")
    incomplete: Deed = Field(
        default="report", description="mail of which not all could be looked at, and nothing bad was found"
    )
    malicious_keywords: tuple[Keyword, ...] = Field(
        default=("$Phishing",), description="keywords of flagged malicious mail"
    )
    suspicious_keywords: tuple[Keyword, ...] = Field(
        default=("$Junk",), description="keywords of other flagged mail"
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.secret_file is None and self.secret_variable is None:
            raise ValueError("needs secret_file or secret_variable")
        if self.address is None and "@" not in self.user:
            raise ValueError("needs an address, since the user is none")
        if self.protection == "none" and not loopback(self.host):
            raise ValueError("without TLS only loopback is spoken to")
        if self.folder == self.quarantine:
            raise ValueError("the watched folder cannot be the quarantine")
        return self

    @property
    def owner(self) -> str:
        """Whose mailbox it is."""
        return self.address or self.user.lower()


class Watch(Section):
    """Mailboxes that are watched (`unhook watch`). How mail is checked stands in [milter]: workers,
    deadline_seconds, max_message_bytes, org_domains, trusted_authserv_ids, files, feeds and model.
    """

    poll_seconds: float = Field(
        default=60.0, ge=1, le=3_600, description="how often mailboxes are looked at that do not tell (IDLE)"
    )
    answer_seconds: float = Field(
        default=60.0, ge=1, le=600, description="how long a mail server may take for an answer"
    )
    account: tuple[AccountTable, ...] = Field(default=(), description="the mailboxes")

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        names = [each.name for each in self.account]
        if len(set(names)) < len(names):
            raise ValueError("two accounts have the same name")
        return self
