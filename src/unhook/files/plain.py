"""Files of plain text, whatever the encoding."""

import re

from unhook.message.mime.charset import decode_text

_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_SECTION = re.compile(r"\s*\[(.+)\]\s*$")


def text(data: bytes, limit: int) -> str:
    """The file as text, at most `limit` characters; UTF-16 is also told by its zeros."""
    data = data[: 4 * limit]
    charset = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if charset is None and data[1:200:2].count(0) > 50 * min(1, len(data) // 200):
        charset = "utf-16-le" if len(data) >= 200 else None
    return decode_text(data, charset).text.lstrip("\ufeff")[:limit]


def settings(written: str, separator: str = "=") -> dict[str, str]:
    """Lines of `name=value` as of an INI file, names in lower case, sections passed over; the first counts."""
    found: dict[str, str] = {}
    for line in written.splitlines():
        name, mark, value = line.partition(separator)
        if mark and not _SECTION.match(line):
            found.setdefault(name.strip().lower(), value.strip())
    return found
