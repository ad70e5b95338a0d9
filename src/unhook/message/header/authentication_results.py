"""Authentication-Results (RFC 8601), its ARC twin (RFC 8617) and Received-SPF (RFC 7208 section 9.1).

The grammar is kept loosely: Microsoft leaves the authserv-id out and puts bare domains
between results, others forget semicolons or quotes. Results come out in lower case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from unhook.links import address as addresses
from unhook.links import domain as domains
from unhook.links.model import Domain, Ip
from unhook.message.header.model import (
    ArcDetails,
    AuthenticationResults,
    Compauth,
    DkimDetails,
    DmarcDetails,
    SpfDetails,
)

_TOKEN = re.compile(
    r"""(?P<paren>[()])|(?P<end>;)
    |(?P<name>[^\s;()="]++)\s*+=\s*+(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<value>[^\s;()]*+))
    |(?P<word>[^\s;()]+)""",
    re.VERBOSE | re.DOTALL,
)
_METHODS = frozenset(
    (
        "spf", "dkim", "dmarc", "arc", "compauth", "auth", "iprev", "sender-id", "domainkeys",
        "dkim-adsp", "dkim-atps", "dnswl", "bimi", "smime", "vbr", "rrvs",
    )
)  # fmt: skip
_POLICY = re.compile(r"\b(p|sp|dis|d|policy)=\s*\"?([A-Za-z]+)", re.IGNORECASE)
_CLIENT_IP = re.compile(
    r"(?:sender ip is|designates?|client-ip=|permit)\s*\(?\[?([0-9A-Fa-f.:]{3,45})", re.IGNORECASE
)
_SPEAKER = re.compile(r"\s*([\w.-]{1,255}):\s")
_DESIGNATOR = re.compile(r"domain of (?:transitioning\s*)?(\S{1,320}?)\s", re.IGNORECASE)
_SPF_WORD = re.compile(r"\s*([A-Za-z]+)")
_ALGORITHM = re.compile(r"\b(rsa-sha\d+|ed25519-sha256)\b", re.IGNORECASE)
_SPF_DOMAIN = re.compile(r"\s*(\S{1,320}) does not designate", re.IGNORECASE)


@dataclass(slots=True)
class _Result:
    """One `method=result` with its comments and properties, in the order written."""

    method: str
    result: str
    properties: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)


def parse(value: str, kind: str = "standard") -> AuthenticationResults:
    """Read one field; `kind` becomes `type` (`standard`, `arc`, `original`).

    For each method the first result is the summary; every DKIM result is in `dkim_details`.
    """
    server, instance, results = _results(value)
    first: dict[str, _Result] = {}
    for result in results:
        first.setdefault(result.method, result)
    dkim = [result for result in results if result.method == "dkim"]
    passed = next((result for result in dkim if result.result == "pass"), dkim[0] if dkim else None)
    spf, dmarc, compauth, arc = (first.get(name) for name in ("spf", "dmarc", "compauth", "arc"))
    return AuthenticationResults(
        type=kind,
        server=server,
        instance=instance,
        spf=spf.result if spf else None,
        spf_details=_spf(spf) if spf else None,
        dkim=passed.result if passed else None,
        dkim_details=tuple(map(_dkim, dkim)),
        dmarc=dmarc.result if dmarc else None,
        dmarc_details=_dmarc(dmarc) if dmarc else None,
        compauth=Compauth(compauth.result, compauth.properties.get("reason")) if compauth else None,
        arc=ArcDetails(arc.result, _number(arc.properties.get("i"))) if arc else None,
    )


def received_spf(value: str) -> SpfDetails:
    """Read a Received-SPF field: result, optional comment, key-value pairs."""
    match = _SPF_WORD.match(value)
    verdict = match[1].lower() if match else None
    rest = value[match.end() :] if match else value
    result = _Result("spf", verdict or "")
    for item in _items(rest):
        if item is None or item[1] is None:
            continue
        if item[0]:
            result.properties.setdefault(item[0].lower(), item[1])
        else:
            result.comments.append(item[1])
    details = _spf(result)
    return details if verdict else replace(details, verdict=None)


def _results(value: str) -> tuple[str | None, int | None, list[_Result]]:
    """The authserv-id, the ARC instance and the results. Linear in the length of `value`."""
    server: str | None = None
    instance: int | None = None
    results: list[_Result] = []
    current: _Result | None = None
    expecting_server = True
    for token in _items(value):
        if token is None:
            expecting_server = expecting_server and server is None and current is None
            current = None
            continue
        name, content = token
        if content is None:
            if expecting_server and server is None and current is None:
                server = name.lower()
            continue
        if name == "":
            if current is not None:
                current.comments.append(content)
            continue
        key = name.lower()
        if expecting_server and key == "i" and current is None and not results:
            instance = _number(content)
        elif current is None or (key in _METHODS and "." not in key):
            method = key.split("/", 1)[0]
            expecting_server = False
            current = _Result(method, content.lower())
            results.append(current)
        else:
            current.properties.setdefault(key, content)
    return server, instance, results


def _items(value: str) -> Iterator[tuple[str, str | None] | None]:
    """`(name, value)` pairs, `(word, None)`, comments as `("", text)`, and `None` for each semicolon."""
    depth, comment_start = 0, 0
    for match in _TOKEN.finditer(value):
        kind = match.lastgroup
        if kind == "paren":
            if match[0] == "(":
                comment_start = comment_start if depth else match.end()
                depth += 1
            elif depth:
                depth -= 1
                if not depth:
                    yield "", value[comment_start : match.start()].strip()
        elif depth:
            continue
        elif kind == "end":
            yield None
        elif kind == "word":
            yield match[0], None
        else:
            yield match["name"], match["value"] if match["quoted"] is None else match["quoted"]
    if depth:
        yield "", value[comment_start:].strip()


def _spf(result: _Result) -> SpfDetails:
    comment = " ".join(result.comments)
    properties = result.properties
    sender = properties.get("smtp.mailfrom") or properties.get("smtp.mail") or properties.get("envelope-from")
    helo = properties.get("smtp.helo") or properties.get("helo")
    designator = (sender or "").strip("<>") or _designator(comment) or helo
    return SpfDetails(
        verdict=result.result,
        designator=designator,
        client_ip=_ip(properties.get("client-ip") or properties.get("smtp.remote-ip"))
        or _comment_ip(comment),
        server=_server(properties.get("receiver"), comment),
        helo=helo,
        description=comment or None,
    )


def _dkim(result: _Result) -> DkimDetails:
    properties = result.properties
    domain = properties.get("header.d") or properties.get("header.i", "").rpartition("@")[2]
    comment = " ".join(result.comments)
    algorithm = properties.get("header.a") or (match[0] if (match := _ALGORITHM.search(comment)) else None)
    return DkimDetails(
        verdict=result.result,
        domain=domain.rstrip(".").lower() or None,
        selector=properties.get("header.s"),
        signature=properties.get("header.b"),
        algorithm=algorithm.lower() if algorithm else None,
        description=comment or properties.get("reason"),
    )


def _dmarc(result: _Result) -> DmarcDetails:
    properties = result.properties
    policies = {key.lower(): word.upper() for c in result.comments for key, word in _POLICY.findall(c)}
    stated = policies.get("p") or policies.get("policy") or properties.get("policy.dmarc", "").upper()
    author = properties.get("header.from", "").rpartition("@")[2].strip("<>")
    return DmarcDetails(
        verdict=result.result,
        from_=domains.parse(author) if author else None,
        policy=stated or None,
        sub_policy=policies.get("sp"),
        disposition=policies.get("dis") or policies.get("d"),
        action=properties.get("action"),
    )


def _designator(comment: str) -> str | None:
    match = _DESIGNATOR.search(comment + " ") or _SPF_DOMAIN.match(comment.partition(": ")[2])
    return match[1].strip("'\"<>") if match else None


def _comment_ip(comment: str) -> Ip | None:
    match = _CLIENT_IP.search(comment)
    return _ip(match[1]) if match else None


def _ip(text: str | None) -> Ip | None:
    return addresses.parse(text.strip("[]").rstrip("."), strict=True) if text else None


def _server(receiver: str | None, comment: str) -> Domain | None:
    speaker = receiver or (match[1] if (match := _SPEAKER.match(comment)) else None)
    return domains.parse(speaker) if speaker else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
