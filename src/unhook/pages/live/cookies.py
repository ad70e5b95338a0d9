"""The cookies of one identity: what a page sets on the way is shown to it again, and to nobody else."""

from collections.abc import Iterable
from email.message import Message
from http.cookiejar import CookieJar
from urllib.request import Request


class Cookies:
    """A jar (RFC 6265 as the standard library knows it), for several threads."""

    def __init__(self) -> None:
        self._jar = CookieJar()

    def of(self, url: str) -> str | None:
        """The value of the field Cookie for a request."""
        asked = Request(url)
        self._jar.add_cookie_header(asked)
        return asked.get_header("Cookie")

    def keep(self, url: str, fields: Iterable[str]) -> None:
        """Take the values of Set-Cookie fields of the answer to a request."""
        self._jar.extract_cookies(_Answer(fields), Request(url))  # type: ignore[arg-type]


class _Answer:
    """As much of an answer as a jar asks for."""

    def __init__(self, fields: Iterable[str]) -> None:
        self._fields = Message()
        for each in fields:
            self._fields["Set-Cookie"] = each

    def info(self) -> Message:
        return self._fields
