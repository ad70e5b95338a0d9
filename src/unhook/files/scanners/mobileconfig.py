"""Configuration profiles of Apple devices: certificates, proxies, mail accounts that a tap installs."""

import plistlib
from collections.abc import Iterator
from typing import Any

from unhook.files.model import Child, Fault, Found, Reference, Sign, Text
from unhook.files.scanner import Sample, Scanner

_START, _END = b"<?xml", b"</plist>"
_HOSTS = (
    "ServerURL", "CheckInURL", "HTTPProxyServer", "ProxyServer", "ProxyPACURL", "HTTPProxyPACURL",
    "RemoteAddress", "HostName", "IncomingMailServerHostName", "OutgoingMailServerHostName", "Host", "URL",
    "CalDAVHostName", "CardDAVHostName", "LDAPAccountHostName", "SubCalAccountHostName",
)  # fmt: skip
_CERTIFICATE = "com.apple.security."
_DEPTH = 20


def scan(sample: Sample) -> Found:
    """Payload types, hosts, certificates as children. A signed profile is read through its signature, and
    under any name: mail providers attach them as `.ics`, too.
    """
    if b"PayloadType" not in sample.data:
        return Found()
    start, end = sample.data.find(_START), sample.data.rfind(_END)
    signed = start > 0 and not sample.data[:start].isspace()
    try:
        profile = plistlib.loads(
            sample.data[start : end + len(_END)] if start >= 0 and end > start else sample.data
        )
        payloads = list(_payloads(profile, 0))
    except Exception as error:
        return Found(faults=(Fault("damaged", type(error).__name__),))
    if not payloads:
        return Found()
    types = [str(each.get("PayloadType", "")) for each in payloads]
    hosts = dict.fromkeys(str(each[key]) for each in payloads for key in _HOSTS if each.get(key))
    names = dict.fromkeys(
        str(each[key])
        for each in payloads
        for key in ("PayloadDisplayName", "PayloadOrganization", "PayloadDescription")
        if each.get(key)
    )
    signs = [Sign("profile-installs", ", ".join(hosts) or ", ".join(types))]
    signs.append(Sign("profile-payloads", ", ".join(dict.fromkeys(types))))
    if not signed:
        signs.append(Sign("profile-unsigned"))
    if any(each.startswith(_CERTIFICATE) for each in types):
        signs.append(Sign("profile-certificate"))
    return Found(
        children=tuple(
            Child(each["PayloadContent"], each.get("PayloadCertificateFileName"), "certificate")
            for each in payloads
            if isinstance(each.get("PayloadContent"), bytes)
        )[: sample.limits.files],
        references=tuple(Reference(host, "profile") for host in hosts if "://" in host)[
            : sample.limits.references
        ],
        texts=(Text("\n".join(names)),) if names else (),
        signs=tuple(signs),
    )


def _payloads(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every dictionary with a payload type, and what lies in it."""
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        if "PayloadType" in value or depth:
            yield value
        for each in value.values():
            yield from _payloads(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _payloads(each, depth + 1)


SCANNER = Scanner(
    "mobileconfig", scan, kinds=frozenset({"xml", "unknown"}), extensions=frozenset({"mobileconfig"})
)
