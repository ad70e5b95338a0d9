import hashlib
import json
from base64 import b64decode
from typing import Any

import pytest

from message.mails import mail
from unhook import message as messages
from unhook.archive.index import row
from unhook.context import Context
from unhook.message.container.stored import Stored
from unhook.message.mdm import as_json


def made(raw: bytes, context: Context | None = None) -> dict[str, Any]:
    line = row.of(Stored(raw, "a.mbox", 3), context or Context())
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_row_has_the_place_the_bytes_and_the_model() -> None:
    raw = mail("See https://host.example/a?b=c\n")
    found = made(raw)
    assert (found["path"], found["place"], found["whole"]) == ("a.mbox", 3, True)
    assert b64decode(found["raw"]) == raw
    assert found["sha256"] == hashlib.sha256(raw).hexdigest()
    model = as_json(messages.parse(raw))
    assert found["subject"] == model["subject"]
    assert found["sender"] == model["sender"]
    (link,) = found["body"]["links"]
    assert link["href_url"]["query_params"] == "b=c"
    assert "query_params_decoded" not in link["href_url"]


def test_times_are_in_utc() -> None:
    assert made(mail())["headers"]["date"] == "2026-03-02 09:00:00"


def test_the_columns_tell_when_they_do_not_hold_all() -> None:
    found = made(b"Subject: a\r\n\r\nx\0y\r\n")
    assert not found["whole"]
    assert "\0" not in json.dumps(found["body"])
    early = made(b"Date: Mon, 01 Jan 0001 00:00:00 +1400\r\nSubject: early\r\n\r\n")
    assert early["whole"] == (messages.parse(b64decode(early["raw"])).headers.date is None)


def test_a_mail_that_breaks_the_parser_is_kept_with_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(messages, "parse", fail)
    found = made(mail())
    assert (found["whole"], b64decode(found["raw"])) == (False, mail())
    assert "subject" not in found
