"""Microsoft's Script Encoder (`.vbe`, `.jse`): an alphabet exchanged by a fixed pattern, no secret in it."""

import re

_BLOCK = re.compile(r"#@~\^[A-Za-z0-9+/]{6}==(.*?)(?:[A-Za-z0-9+/=]{6}==)?\^#~@", re.S)
_FIRST, _LAST = 32, 127
# For each of the characters 32 to 127, what stands for it in the three alphabets.
_ALPHABETS = bytes.fromhex(
    """
    2e2d32 477530 7a5221 566029 42715b 6a5e38 2f4933 265c3d 496258 417d3a 342935 323665
    5b2039 767c5c 727a56 437f73 386b66 39634e 703345 452b6b 686862 715159 4f6678 09765e
    62317d 44644a 23546d 754371 4a4c41 7e3a60 4a4c41 5e7e53 404c40 774542 4a2c27 612a48
    5d7472 222775 4b3731 6f4437 4e794d 3b5952 4c2f22 506f54 67266a 2a7247 7d6a64 74392d
    547b20 2b3f7f 2d382e 2c774c 30675d 6e537e 6b476c 66346f 357879 255d74 213043 642326
    4d5a76 525b25 636c24 3f482b 7b5528 787023 296941 282e34 734c09 59212a 332444 7f4e3f
    6d5077 55093b 535655 7c7369 3a3561 5f6163 654b50 465867 583b51 315749 69224f 6c6d46
    5a4d68 48257c 272836 5c4670 3d4a6e 24327a 79412f 373d5f 605f4b 514f5a 20422c 366557
    """
)
_TAB = b"\x57\x6e\x7b"
_PATTERN = tuple(map(int, "0120121221210212021200122102122100212120200120210212001220012021"))
_ESCAPES = {"&": "\n", "#": "\r", "*": ">", "!": "<", "$": "@"}
_KEPT = frozenset("<>@")


def decode(text: str) -> list[str]:
    """The scripts that were encoded in a text."""
    return [_decoded(match[1]) for match in _BLOCK.finditer(text)]


def _decoded(block: str) -> str:
    out: list[str] = []
    at = 0
    characters = iter(block)
    for character in characters:
        if character == "@":
            out.append(_ESCAPES.get(next(characters, ""), ""))
        elif character == "\t" or (_FIRST <= ord(character) <= _LAST and character not in _KEPT):
            row = _TAB if character == "\t" else _ALPHABETS[3 * (ord(character) - _FIRST) :]
            out.append(chr(row[_PATTERN[at % 64]]))
        else:
            out.append(character)
        # Characters beyond ASCII pass as they are, and do not move the pattern.
        at += character < "\x80"
    return "".join(out)
