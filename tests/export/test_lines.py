import json

from unhook.export.events import Event
from unhook.export.lines import as_json, as_syslog

from .batches import FIRST

EVENT = Event(
    "verdict:1", "mail.malicious", FIRST, 7,
    {"from": 'a"]\\@x', "subject": "Hi\r\n<34>1 forged \u202e", "attack_types": ["a", "b"], "case": None},
)  # fmt: skip


def test_a_syslog_line_is_one_message_of_rfc_5424() -> None:
    line = as_syslog(EVENT, "mx.example.com", 12)
    assert line.startswith(
        "<20>1 2026-03-01T09:00:00.000Z mx.example.com unhook 12 mail.malicious [unhook@32473 id="
    )
    assert "\n" not in line
    assert "\r" not in line
    assert r'from="a\"\]\\@x"' in line
    assert "<U+202E>" in line
    assert 'attack_types="a b"' in line
    assert line.endswith("]")


def test_a_json_line_is_one_line_of_ascii() -> None:
    line = as_json(EVENT)
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line)["data"]["subject"] == EVENT.detail["subject"]
