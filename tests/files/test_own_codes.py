"""Codes that a mail shows without a picture of them join its links."""

from email.message import EmailMessage
from typing import Any

import pytest

from files.picture.made import URL, code, modules, written
from unhook import message as messages
from unhook.context import Context
from unhook.files import worker
from unhook.files.answers import merged
from unhook.files.capabilities import Files
from unhook.files.model import Found
from unhook.files.opened import Opened, opened
from unhook.files.own_codes import drawings
from unhook.files.scanner import Sample, scanners
from unhook.limits import DEFAULT

from .mails import mail

LINES = "\n".join("".join("██" if dark else "  " for dark in row) for row in modules())
CELLS = "".join(
    "<tr>" + "".join(f"<td bgcolor={'black' if dark else 'white'}>" for dark in row) + "</tr>"
    for row in modules()
)
WHOLE = code(scale=5)
HALVES = [WHOLE.crop((0, 0, 90, WHOLE.height)), WHOLE.crop((90, 0, *WHOLE.size))]


class Here:
    """Scans in this process; keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[Sample] = []

    def __call__(self, sample: Sample) -> Found:
        self.asked.append(sample)

        names = sample.only or {"picture", "codes"}
        return merged(
            worker.scanned(each, sample) for each in scanners() if each.name in names and each.reads(sample)
        )


def of_body(text: str, subtype: str) -> bytes:
    message = EmailMessage()
    message["From"] = "ann@florist.test"
    message.set_content(text, subtype, cte="base64")
    return message.as_bytes()


def seen(raw: bytes, here: Here) -> Opened:
    return opened(messages.parse(raw), Context(facts={"explode": Files(scan=here)}))


def links(result: Opened) -> list[tuple[Any, ...]]:
    return [
        (each.href_url and each.href_url.url, each.parser, each.element, each.attachment)
        for each in result.message.body.links
    ]


@pytest.mark.parametrize(
    ("text", "subtype"), [(LINES, "plain"), (f"<html><p>Scan</p><table>{CELLS}</table>", "html")]
)
def test_a_code_drawn_in_the_body_is_a_link(text: str, subtype: str) -> None:
    here = Here()
    result = seen(of_body(text, subtype), here)
    assert links(result) == [(URL, "qr", "code", None)]
    assert [each.only for each in here.asked] == [frozenset({"drawn"})]
    assert result.message.bare is not None
    assert result.trees == ()


def test_a_code_cut_over_two_pictures_is_a_link() -> None:
    here = Here()
    files = [(f"{at}.png", written(half), "image/png") for at, half in enumerate(HALVES)]
    result = seen(mail(files, text="word " * 40), here)
    assert links(result) == [(URL, "qr", "code", None)]
    assert len(result.trees) == 2


def test_pictures_that_do_not_fit_or_have_a_code_are_not_put_together() -> None:
    for files in (
        [("a.png", written(HALVES[0]), "image/png"), ("b.png", written(WHOLE.resize((70, 71))), "image/png")],
        [("a.png", written(WHOLE), "image/png"), ("b.png", written(HALVES[0]), "image/png")],
        [("a.png", written(HALVES[0]), "image/png"), ("b.txt", b"words", "text/plain")],
    ):
        here = Here()
        seen(mail(files, text="word " * 40), here)
        assert not any("joined" in each.only for each in here.asked)


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        ("Hello\n\n--------\n\n\n\n\n\n\n\n\n\n\n________\n\nAnn", "plain"),
        ("<table>" + "<tr><td>1<td>2<td>3</tr>" * 40 + "</table>", "html"),
        ("<table>" + ("<tr>" + "<td>" * 30 + "</tr>") * 30 + "</table>", "html"),
    ],
)
def test_nothing_is_drawn_in_everyday_mail(text: str, subtype: str) -> None:
    assert drawings(messages.parse(of_body(text, subtype)), DEFAULT) == ()
