"""What a scanned code asks a telephone to do: open an address, join a network, keep a contact, pay."""

import re
from dataclasses import dataclass

_WEB = re.compile(r"(?:https?|hxxps?|ftp)://\S", re.I)
_BARE = re.compile(
    r"(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?", re.I
)
_INSIDE = re.compile(r"""(?:https?://|\bwww\.)[^\s;,"'<>\\]+""", re.I)
_STARTS: tuple[tuple[str, str], ...] = (
    ("begin:vcard", "vcard"),
    ("mecard:", "vcard"),
    ("bizcard:", "vcard"),
    ("begin:vevent", "event"),
    ("begin:vcalendar", "event"),
    ("wifi:", "wifi"),
    ("mailto:", "mailto"),
    ("matmsg:", "mailto"),
    ("smtp:", "mailto"),
    ("tel:", "telephone"),
    ("sms:", "sms"),
    ("smsto:", "sms"),
    ("mmsto:", "sms"),
    ("otpauth://", "otpauth"),
    ("otpauth-migration://", "otpauth"),
    ("fido:/", "passkey"),
    ("wc:", "wallet"),
    ("bitcoin:", "payment"),
    ("ethereum:", "payment"),
    ("litecoin:", "payment"),
    ("monero:", "payment"),
    ("tron:", "payment"),
    ("solana:", "payment"),
    ("lightning:", "payment"),
    ("upi://", "payment"),
    ("bcd\n", "payment"),
    ("bcd\r\n", "payment"),
    ("000201", "payment"),
    ("spc\n", "payment"),
    ("spc\r\n", "payment"),
    ("geo:", "place"),
    ("javascript:", "script"),
    ("data:", "script"),
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,30}://\S", re.I)


@dataclass(frozen=True, slots=True)
class Payload:
    """`kind`: `url`, `vcard`, `event`, `wifi`, `mailto`, `telephone`, `sms`, `otpauth`, `passkey`, `wallet`,
    `payment`, `place`, `script`, `app` (a scheme of some app) or `text`. `urls`: addresses it leads to.
    """

    kind: str
    urls: tuple[str, ...] = ()


def read(text: str) -> Payload:
    """Tell what a code's text is for (schemes as in ZXing's wiki "Barcode Contents")."""
    text = text.strip()
    if _WEB.match(text):
        return Payload("url", (text,))
    lower = text[:32].lower()
    inside = addresses(text)
    for start, kind in _STARTS:
        if lower.startswith(start):
            return Payload(kind, inside)
    if lower.startswith(("url:", "urlto:")):
        return Payload("url", (text.partition(":")[2].strip(),))
    if _SCHEME.match(text):
        return Payload("app", (text,))
    # Telephones open a bare host too.
    if _BARE.fullmatch(text):
        return Payload("url", (text,))
    return Payload("text", inside)


def addresses(text: str) -> tuple[str, ...]:
    """The web addresses written in a text, each once."""
    return tuple(dict.fromkeys(match.rstrip(".!?)") for match in _INSIDE.findall(text)))
