"""Host names: split by the Public Suffix List, in Unicode and in ASCII."""

import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

from unhook.links.model import Domain

_SEPARATORS = re.compile("[。．｡]")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f/\\?#@:<>\[\]^|%,;()\"`{}]")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LDH_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_DOTTED_QUAD = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_MAX_CHARS = 1024


@cache
def _suffixes(icann_only: bool = False) -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, accept_encoded_idn=False, only_icann=icann_only)


@lru_cache(maxsize=8192)
def parse(text: str) -> Domain | None:
    """Split the host name `text` (Unicode or punycode, any case, a trailing dot allowed).

    A name no resolver would accept (`_dmarc.example.com`, a redacted `pot`, an unknown
    suffix) still gives a `Domain`, with `valid` false; `None` is for what is no name at
    all: nothing, an IP address, or text with a delimiter or white space in it.
    """
    name = text.strip().lower().rstrip(".")
    if not name or len(name) > _MAX_CHARS:
        return None
    if not name.isascii():
        name = _SEPARATORS.sub(".", name)
    if _FORBIDDEN.search(name) or _DOTTED_QUAD.fullmatch(name):
        return None
    if name.isascii() and "xn--" not in name:
        return _split(name, name)
    ascii_name = to_ascii(name)
    return _split(to_unicode(ascii_name), ascii_name)


def suffixes(name: str) -> Iterator[str]:
    """Give `name` and all that it ends in at a label's border: `a.b.c`, `b.c`, `c`."""
    while name:
        yield name
        name = name.partition(".")[2]


def below(name: str, roots: Container[str]) -> bool:
    """Tell whether `name` is one of `roots`, or ends in one at a label's border."""
    return any(each in roots for each in suffixes(name))


def to_ascii(name: str) -> str:
    """Give the punycode form (RFC 5891), label by label; what IDNA forbids is encoded all the same."""
    return name if name.isascii() else ".".join(map(_label_to_ascii, name.split(".")))


def to_unicode(name: str) -> str:
    """Give the form that people read; a label that does not decode stays as it is."""
    return ".".join(
        _label_to_unicode(label) if label.startswith("xn--") else label for label in name.split(".")
    )


def _label_to_ascii(label: str) -> str:
    if label.isascii():
        return label
    import idna

    try:
        return idna.encode(label, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        try:
            return "xn--" + label.encode("punycode").decode("ascii")
        except UnicodeError:
            return label


def _label_to_unicode(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode").lower()
    except (UnicodeError, ValueError, OverflowError):
        return label


def _split(name: str, ascii_name: str) -> Domain:
    labels = name.split(".")
    tld = _suffixes(True).publicsuffix(name)
    known = tld is not None
    depth = tld.count(".") + 1 if tld else 1
    if len(labels) <= depth:
        return Domain(name, tld=name if known else None, punycode=ascii_name if ascii_name != name else None)
    root = ".".join(labels[-depth - 1 :])
    return Domain(
        name,
        root_domain=root,
        sld=labels[-depth - 1],
        subdomain=".".join(labels[: -depth - 1]) or None,
        tld=".".join(labels[-depth:]),
        punycode=ascii_name if ascii_name != name else None,
        valid=known and len(ascii_name) <= 253 and _LDH_NAME.fullmatch(ascii_name) is not None,
        registrable_domain=_suffixes().privatesuffix(name) or root,
    )
