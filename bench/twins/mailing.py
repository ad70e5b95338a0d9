"""Mailing services as they appear in their customers' mail: envelope, signature, click tracker."""

import base64
import random
from dataclasses import dataclass
from urllib.parse import quote


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
        "mcsv.net", "mailchimpapp.net", "https://{label}.us{number}.list-manage.com/track/click?u={token}&e=1"
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


def token(draw: random.Random, length: int) -> str:
    """Random characters as trackers use them."""
    return base64.urlsafe_b64encode(draw.randbytes(length)).decode()[:length].strip("-_")
