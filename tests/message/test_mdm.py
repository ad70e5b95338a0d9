import json
from typing import Any

from unhook.message import parse
from unhook.message.mdm import as_json

from .mails import attached, multipart, part


def model() -> dict[str, Any]:
    raw = multipart(
        "mixed",
        part("text/html", '<a href="https://example.com/?a=1">x</a>'),
        attached("a.pdf", b"%PDF-1.7"),
        extra="Authentication-Results: mx.corp.example; dmarc=pass header.from=example.com\n",
    )
    printed: dict[str, Any] = json.loads(json.dumps(as_json(parse(raw))))
    return printed


def test_public_names_and_values() -> None:
    shown = model()
    assert shown["sender"]["email"]["domain"]["root_domain"] == "example.com"
    assert shown["subject"]["subject"] == "Hello there"
    assert shown["headers"]["date"].startswith("2026-03-02T")
    assert shown["body"]["links"][0]["href_url"]["query_params_decoded"] == {"a": ["1"]}
    assert shown["type"] == {"inbound": True, "outbound": False, "internal": False}


def test_keywords_lose_their_underscore() -> None:
    text = json.dumps(model())
    assert '"pass"' in text or '"from"' in text
    assert '"pass_"' not in text
    assert '"from_"' not in text


def test_absent_is_left_out_and_arrays_stay() -> None:
    shown = model()
    assert "external" not in shown
    assert shown["recipients"]["cc"] == []


def test_attachments_have_hashes_and_no_bytes() -> None:
    (shown,) = model()["attachments"]
    assert shown["file_type"] == "pdf"
    assert len(shown["sha256"]) == 64
    assert "raw" not in shown


def test_unhooks_own_fields_are_not_public() -> None:
    shown = model()
    assert not {"raw", "structure", "defects", "envelope", "html_source"} & shown.keys()
    assert "text_map" not in shown["body"]
