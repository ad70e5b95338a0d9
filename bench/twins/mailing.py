"""Mailing services as they appear in their customers' mail: envelope, signature, click tracker."""

import base64
import random
from dataclasses import dataclass, replace
from urllib.parse import quote

from bench.twins.sender import ascii_name
from bench.twins.structure import Route, Structure, address, results


@dataclass(frozen=True, slots=True)
class Service:
    """A mailing service; `tracker` is a URL with `{label}`, `{token}`, `{number}` and `{target}` to fill."""

    envelope: str
    signer: str
    tracker: str

    def click(self, draw: random.Random, label: str, target: str) -> str:
        """The address under which the service counts a click before it leads to `target`."""
        return self.tracker.format(
            label=label, token=token(draw, 40), number=draw.randrange(1, 40), target=quote(target, safe="")
        )


SERVICES = (
    Service("sendgrid.net", "sendgrid.net", "https://u{number}4711.ct.sendgrid.net/ls/click?upn={token}"),
    Service(
        "mcsv.net", "mailchimpapp.net", "https://{label}.us{number}.list-manage.com/track/click?u={token}"
    ),
    Service("sendibt3.com", "sendinblue.com", "https://x{number}.r.bh.d.sendibt3.com/tr/cl/{token}"),
    Service("mailjet.com", "mailjet.com", "https://x{number}s.mjt.lu/lnk/{token}"),
    Service(
        "emailsys1a.net", "emailsys1a.net", "https://t{number}abc.emailsys1a.net/c/{number}/{token}.html"
    ),
    Service(
        "amazonses.com", "amazonses.com", "https://x{number}.r.eu-central-1.awstrack.me/L0/{target}/1/{token}"
    ),
)


def through_service(draw: random.Random, sent: Structure) -> Structure:
    """The same mail sent by a mailing service: its envelope, its second signature, its tracker."""
    service = draw.choice(SERVICES)
    label = ascii_name(sent.display) or "news"
    route = Route(
        client=f"o{draw.randrange(1, 99)}.{service.envelope}",
        ip=address(draw),
        envelope=f"bounces+{draw.randrange(10**6)}@{service.envelope}",
        results=results(sent.host, service.envelope, sent.host, service.signer),
        signers=(sent.host, service.signer),
    )
    links = replace(
        sent.links,
        button=service.click(draw, label, sent.links.button),
        footer=tuple(service.click(draw, label, target) for target in sent.links.footer),
        unsubscribe=sent.links.unsubscribe and service.click(draw, label, sent.links.unsubscribe),
    )
    return replace(sent, route=route, links=links)


def signed_by_service_alone(sent: Structure) -> Structure:
    """The same mail of a customer who never set up a key of their own: nothing proves the From domain."""
    service, signer = sent.route.envelope.partition("@")[2], sent.route.signers[-1]
    unaligned = results(sent.host, service, signer, dmarc="none")
    return replace(sent, route=replace(sent.route, results=unaligned, signers=(signer,)))


def token(draw: random.Random, length: int) -> str:
    """Random characters as trackers use them."""
    return base64.urlsafe_b64encode(draw.randbytes(length)).decode()[:length].strip("-_")
