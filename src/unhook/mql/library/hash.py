"""`hash.*`: digests of text."""

import hashlib

from unhook.mql.library.function import function


@function("hash.sha256")
def sha256(text: str) -> str:
    """Lower-case hex SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


FUNCTIONS = (sha256,)
