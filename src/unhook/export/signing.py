"""Signed notices, as the Standard Webhooks specification 1.0.0 has them (standardwebhooks.com): whoever gets
one knows who sent it and that it is not an old one sent again.
"""

import base64
import hmac
from collections.abc import Mapping

TOLERANCE = 300
"""Seconds by which a notice may be older, or newer, than the clock of whoever gets it."""


def headers(secret: bytes, id_: str, at: int, body: bytes) -> dict[str, str]:
    """The three header fields of a notice sent `at` (seconds of the epoch)."""
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{_signature(secret, id_, str(at), body)}",
    }


def verified(secret: bytes, fields: Mapping[str, str], body: bytes, now: int) -> bool:
    """Whether a notice is genuine and fresh: what a receiver has to ask. It remembers `webhook-id` too, since
    each notice may come more than once.
    """
    at = fields.get("webhook-timestamp", "")
    if not (at.isascii() and at.isdecimal() and len(at) < 13) or abs(now - int(at)) > TOLERANCE:
        return False
    expected = _signature(secret, fields.get("webhook-id", ""), at, body)
    given = [each.partition(",")[2] for each in fields.get("webhook-signature", "").split()[:10]]
    return any(hmac.compare_digest(expected.encode(), each.encode()) for each in given)


def _signature(secret: bytes, id_: str, at: str, body: bytes) -> str:
    signed = b".".join((id_.encode(), at.encode(), body))
    return base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
