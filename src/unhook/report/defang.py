"""Attacker-made strings made harmless to read: nothing to click, nothing to control a screen.

Defanging follows the field's convention: `hxxps://host[.]example/path`, `name[@]host[.]example`.
"""

import re

_LIVE = re.compile(
    r"(?P<scheme>https?|ftp)(?P<rest>:\S*)"
    r"|(?P<www>www)(?P<dot>\.)"
    r"|(?P<ip>\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b)"
    r"|(?P<point>(?<=[\w-])\.(?=[^\W\d_]{2}|xn--))"
    r"|(?P<at>(?<=\S)@(?=\S))",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r":[/\\]*[^/\\?#]*")
_DULL_SCHEMES = {"http": "hxxp", "https": "hxxps", "ftp": "fxp"}

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff"
    "\ue000-\uf8ff]"
)


def defang(text: str) -> str:
    """The text with URLs, host names and addresses that no program turns into links."""
    return _LIVE.sub(_dull, text)


def visible(text: str) -> str:
    """The text on one line, with control, bidirectional and invisible characters spelled `<U+202E>`.

    White space of any kind becomes a single space. Joiners (U+200C, U+200D) stay: many
    scripts need them and no screen obeys them.
    """
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", " ".join(text.split()))


def visible_lines(text: str) -> str:
    """As `visible`, but line ends and tabs stay."""
    return _UNSEEN.sub(
        lambda match: match[0] if match[0] in "\n\t" else f"<U+{ord(match[0]):04X}>",
        text.replace("\r\n", "\n").replace("\r", "\n"),
    )


def harmless(text: str) -> str:
    """Defanged and visible: fit for a terminal, still to be escaped for HTML."""
    return visible(defang(text))


def _dull(match: re.Match[str]) -> str:
    if match["scheme"]:
        scheme = _DULL_SCHEMES.get(match["scheme"].lower(), "")
        scheme = scheme.upper() if match["scheme"].isupper() else scheme
        authority = _AUTHORITY.match(match["rest"])
        host = authority[0] if authority else ""
        tail = match["rest"][len(host) :]
        return scheme + host.replace(".", "[.]").replace("@", "[@]") + tail.replace("@", "[@]")
    if match["www"]:
        return f"{match['www']}[.]"
    if match["ip"]:
        return match["ip"].replace(".", "[.]")
    return "[@]" if match["at"] else "[.]"
