"""Bytes of a file read as text."""

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def as_text(data: bytes, encodings: tuple[str, ...] = ()) -> str:
    """Bytes as text: by the named encodings in turn, else UTF-8, UTF-16 with a mark, Windows-1252."""
    marked = ("utf-16",) if data.startswith(UTF16_MARKS) else ()
    for encoding in (*encodings, *marked, "utf-8-sig"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")
