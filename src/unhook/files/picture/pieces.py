"""Several pictures of one message as one sample, since they go to a worker together."""

from collections.abc import Iterator, Sequence

KIND = "pictures"
"""The kind of a sample that holds several pictures."""

_LENGTH = 4


def packed(pictures: Sequence[bytes]) -> bytes:
    """Make one sample's data of several pictures in the mail's order."""
    return b"".join(len(each).to_bytes(_LENGTH, "big") + each for each in pictures)


def unpacked(data: bytes) -> Iterator[bytes]:
    """Give the pictures of `packed` data."""
    at = 0
    while at < len(data):
        end = at + _LENGTH + int.from_bytes(data[at : at + _LENGTH], "big")
        yield data[at + _LENGTH : end]
        at = end
