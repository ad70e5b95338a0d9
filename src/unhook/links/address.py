"""IP addresses in the spellings that browsers accept (WHATWG URL Standard, IPv4 and IPv6 parsers)."""

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import unquote

from unhook.links.model import Ip, IpTranslation

_AUTHORITY = re.compile(r"[^:/?#]*:?[/\\]*([^/?#\\]*)")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_DOTS = re.compile("[。．｡]")


def parse(text: str, *, strict: bool = False) -> Ip | None:
    """Read the address that the host `text` stands for, or `None` when it is a name.

    Without `strict`, the spellings `0x7f.1`, `017700000001`, `2130706433` and percent- or
    full-width-encoded digits count too; `Ip.translation.encoders` names what was undone:
    `percent`, `unicode`, `hex`, `octal`, `decimal_integer` (fewer than four numbers).
    """
    if text.startswith("["):
        return _v6(text.strip("[]"))
    if ":" in text:
        return _v6(text)
    if strict:
        return _dotted_quad(text)
    encoders: list[str] = []
    if "%" in text:
        text, encoders = unquote(text), ["percent"]
    if not text.isascii():
        text = _DOTS.sub(".", unicodedata.normalize("NFKC", text))
        encoders.append("unicode")
    parts = text.rstrip(".").split(".")
    if len(parts) > 4 or not all(map(_NUMBER.fullmatch, parts)):
        return None
    value = _value(parts, encoders)
    if value is None:
        return None
    return Ip(str(IPv4Address(value)), IpTranslation(tuple(encoders)) if encoders else None)


def written_host(url: str) -> str:
    """Cut out the host of an absolute URL as it was typed, without user information and port."""
    match = _AUTHORITY.match(url)
    authority = match[1].rpartition("@")[2] if match else ""
    return authority.partition("]")[0] + "]" if authority.startswith("[") else authority.partition(":")[0]


def _dotted_quad(text: str) -> Ip | None:
    if not text[-1:].isdigit():
        return None
    try:
        return Ip(str(IPv4Address(text)))
    except AddressValueError:
        return None


def _v6(text: str) -> Ip | None:
    try:
        found = IPv6Address(text.strip("]"))
    except AddressValueError:
        return None
    if found.ipv4_mapped is not None:
        return Ip(str(found.ipv4_mapped), IpTranslation(("ipv4_mapped",), v4_to_v6=True))
    return Ip(str(found))


def _value(parts: list[str], encoders: list[str]) -> int | None:
    numbers: list[int] = []
    for part in parts:
        base, kind = 10, None
        if part[:2] in {"0x", "0X"}:
            base, kind = 16, "hex"
        elif len(part) > 1 and part[0] == "0":
            base, kind = 8, "octal"
        try:
            numbers.append(int(part[2:] or "0", 16) if base == 16 else int(part[:32], base))
        except ValueError:
            return None
        if kind and kind not in encoders:
            encoders.append(kind)
    if len(parts) < 4:
        encoders.append("decimal_integer")
    last = numbers.pop()
    if any(number > 255 for number in numbers) or last >= 256 ** (4 - len(numbers)):
        return None
    return sum(number << (24 - 8 * place) for place, number in enumerate(numbers)) + last
