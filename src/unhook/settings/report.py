"""The options of `[report]` and `[smtp]`: the report address, and how its answers are sent."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from unhook.links.place import loopback
from unhook.settings.section import Address, Domain, Section, Token


class Report(Section):
    """The report address: who forwards a doubtful mail to it is answered with a verdict."""

    account: Token | None = Field(
        default=None, description="name of the watched account that gets the reports; none: no report address"
    )
    address: Address | None = Field(
        default=None, description="the report address itself; by default that of the account"
    )
    reporters: tuple[Domain, ...] = Field(
        default=(),
        description="domains, each with all below it, whose people may report; others get no answer",
    )
    language: str = Field(
        default="en",
        description="in which reporters are answered whose mail does not tell; see policy.language",
    )
    answers_per_hour: int = Field(
        default=20, ge=1, le=10_000, description="answers to one reporter; further reports are only kept"
    )


class Smtp(Section):
    """The mail server that takes what Unhook sends."""

    host: str | None = Field(default=None, description="its name; none: nothing is sent")
    port: int = Field(default=587, ge=1, le=65_535, description="its port")
    protection: Literal["tls", "starttls", "none"] = Field(
        default="starttls", description="of the connection; none is for loopback only"
    )
    authorities: Path | None = Field(
        default=None, description="file of certificates (PEM) to trust in place of the system's"
    )
    user: str | None = Field(default=None, description="name to sign in with; none: one does not")
    secret_file: Path | None = Field(default=None, description="file with the password")
    secret_variable: str | None = Field(
        default=None, description="or the environment variable in which it is"
    )
    sender: Address | None = Field(default=None, description="address in From; by default the report address")
    answer_seconds: float = Field(
        default=30.0, ge=1, le=600, description="how long it may take for an answer"
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.host is not None and self.protection == "none" and not loopback(self.host):
            raise ValueError("without TLS only loopback is spoken to")
        if self.user is not None and self.secret_file is None and self.secret_variable is None:
            raise ValueError("a user needs secret_file or secret_variable")
        return self
