"""The options of `[export]`: what is told to other systems as it happens. Without any, nothing is."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, model_validator

from unhook.links import place
from unhook.settings.section import Section, Token

Event = Literal[
    "mail.malicious", "mail.suspicious", "case.opened", "case.closed", "quarantine.held",
    "quarantine.released", "quarantine.deleted",
]  # fmt: skip
Port = Annotated[str, StringConstraints(pattern=r"^(\[[0-9a-fA-F:.]+\]|[^:\s\[\]]+):\d{1,5}$")]


class WebhookTable(Section):
    """An address that is told of events, signed. Its name stands in the store: do not change it."""

    name: Token = Field(description="what it is called here")
    url: str = Field(description="https://..., or http:// on loopback; redirections are not followed")
    secret_file: Path = Field(description="file with the secret of the signature, at least 24 characters")
    events: tuple[Event, ...] = Field(
        default=("mail.malicious", "case.opened"),
        min_length=1,
        description="mail.malicious, mail.suspicious, case.opened, case.closed, quarantine.held,"
        " quarantine.released, quarantine.deleted",
    )

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        parts = urlsplit(self.url)
        if parts.username or parts.password or parts.fragment or not parts.hostname:
            raise ValueError("url: a host without user, password or fragment")
        if parts.scheme != "https" and not (parts.scheme == "http" and place.loopback(parts.hostname)):
            raise ValueError("url: https://, or http:// on loopback")
        return self


class Export(Section):
    """What `unhook notify` tells other systems. Nothing is sent where nothing is named."""

    log: Literal["none", "json", "syslog"] = Field(
        default="none",
        description="a line on each event on standard output: json, or syslog (RFC 5424)",
    )
    metrics: Port | None = Field(
        default=None, description="HOST:PORT where Prometheus asks; on loopback, since nobody has to sign in"
    )
    webhook: tuple[WebhookTable, ...] = Field(default=(), description="addresses that are told of events")

    @model_validator(mode="after")
    def _is_unambiguous(self) -> Self:
        names = [each.name for each in self.webhook]
        if len(set(names)) < len(names):
            raise ValueError("webhook: two have the same name")
        if self.metrics and not place.loopback(place.parsed(self.metrics)[0]):
            raise ValueError("metrics: on loopback only (127.0.0.1, [::1], localhost)")
        return self
