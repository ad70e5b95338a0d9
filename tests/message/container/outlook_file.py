"""Builds Outlook messages (MS-OXMSG) for tests out of properties."""

import struct
from collections.abc import Sequence

from message.compound import Tree, compound

SUBJECT, HEADERS, BODY, HTML, RTF = 0x0037, 0x007D, 0x1000, 0x1013, 0x1009
SENDER_ADDRESS, SENDER_NAME, SENT, MESSAGE_ID = 0x5D01, 0x0C1A, 0x0039, 0x1035
DATA, LONG_NAME, CONTENT_ID, MIME = 0x3701, 0x3707, 0x3712, 0x370E
ADDRESS, NAME, TYPE, CODEPAGE = 0x39FE, 0x3001, 0x0C15, 0x3FDE

Value = str | bytes | int
Properties = dict[int, Value]


def outlook(
    properties: Properties, recipients: Sequence[Properties] = (), attachments: Sequence[Tree] = ()
) -> bytes:
    return compound(message(properties, recipients, attachments, header=32))


def message(
    properties: Properties,
    recipients: Sequence[Properties] = (),
    attachments: Sequence[Tree] = (),
    header: int = 24,
) -> Tree:
    tree: dict[str, bytes | Tree] = dict(_storage(properties, header))
    for index, each in enumerate(recipients):
        tree[f"__recip_version1.0_#{index:08X}"] = _storage(each, 8)
    for index, attached in enumerate(attachments):
        tree[f"__attach_version1.0_#{index:08X}"] = attached
    return tree


def attachment(properties: Properties, embedded: Tree | None = None) -> Tree:
    tree: dict[str, bytes | Tree] = dict(_storage(properties, 8))
    if embedded is not None:
        tree["__substg1.0_3701000D"] = embedded
    return tree


def _storage(properties: Properties, header: int) -> dict[str, bytes | Tree]:
    tree: dict[str, bytes | Tree] = {}
    rows = bytes(header)
    for each, value in properties.items():
        if isinstance(value, int):
            kind = 0x0040 if each == SENT else 0x0003
            rows += struct.pack("<HHIQ", kind, each, 6, value)
            continue
        kind, data = (0x001F, value.encode("utf-16-le")) if isinstance(value, str) else (0x0102, value)
        tree[f"__substg1.0_{each:04X}{kind:04X}"] = data
        rows += struct.pack("<HHIII", kind, each, 6, len(data), 0)
    tree["__properties_version1.0"] = rows
    return tree
