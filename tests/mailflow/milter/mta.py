"""A mail server's side of the protocol, as packets."""

import struct

from unhook.mailflow.job import Job
from unhook.mailflow.milter.wire import pack

POSTFIX = (6, 0x1FF, 0x1FFFFF)
"""Version, actions and steps as Postfix 3.7 offers them."""
OLD = (2, 0x3F, 0)
"""Nothing beyond the oldest protocol that has quarantine."""


def offer(version: int, actions: int, steps: int) -> bytes:
    return pack(b"O", struct.pack("!III", version, actions, steps))


def macros(stage: bytes, **named: str) -> bytes:
    texts = [
        text for name, value in named.items() for text in (f"{{{name}}}" if len(name) > 1 else name, value)
    ]
    return pack(b"D", stage + b"".join(text.encode() + b"\0" for text in texts))


def connect(job: Job) -> bytes:
    envelope = job.envelope
    assert envelope.client_name is not None
    assert envelope.client_ip is not None
    assert envelope.helo is not None
    address = b"4" + struct.pack("!H", 40_000) + envelope.client_ip.encode() + b"\0"
    return (
        macros(b"C", j=envelope.server)
        + pack(b"C", envelope.client_name.encode() + b"\0" + address)
        + pack(b"H", envelope.helo.encode() + b"\0")
    )


def transaction(job: Job, *, spaced: bool = True) -> bytes:
    """MAIL and RCPT, and the header up to its end."""
    envelope = job.envelope
    user = {"auth_authen": envelope.user} if envelope.user else {}
    out = macros(b"M", i=envelope.queue_id or "", **user)
    out += pack(b"M", f"<{envelope.mail_from}>".encode() + b"\0SIZE=100\0")
    for recipient in envelope.recipients:
        out += pack(b"R", f"<{recipient}>".encode() + b"\0")
    for field in job.header:
        value = field.value if spaced else field.value.removeprefix(b" ")
        out += pack(b"L", field.name + b"\0" + value + b"\0")
    return out + pack(b"N")


def body(job: Job, chunk: int = 65_535) -> bytes:
    """The body and the end of the mail."""
    out = b"".join(pack(b"B", job.body[at : at + chunk]) for at in range(0, len(job.body), chunk))
    return out + macros(b"E", i=job.envelope.queue_id or "") + pack(b"E")


def packets(data: bytes) -> list[tuple[bytes, bytes]]:
    """What the milter answered."""
    found = []
    while data:
        (size,) = struct.unpack_from("!I", data)
        found.append((data[4:5], data[5 : 4 + size]))
        data = data[4 + size :]
    return found
