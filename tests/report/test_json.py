import json

from unhook.catalogue import Catalogue
from unhook.report import Judged
from unhook.report.json import dumps, render


def test_one_line_holds_the_public_shape(judged: Judged, english: Catalogue) -> None:
    written = render(judged, english)
    assert "\n" not in written
    value = json.loads(written)
    assert value["path"] == "inbox/scam #1.eml"
    assert value["message_id"].strip("<>") == "m1@bulk.example"
    assert (value["verdict"], value["attack_types"]) == ("malicious", ["credential_phishing"])
    assert 0.9 < value["score"] < 1
    assert value["incomplete"] == []
    assert value["not_evaluated"] == [{"rule": "young-domain", "needs": ["whois"]}]
    assert value["ms"] == 4.25
    first = value["findings"][0]
    assert (first["rule"], first["severity"]) == ("link-leaves-sender", "critical")
    assert first["evidence"][0]["field"] == "body.links[0].href_url.url"


def test_evidence_points_at_the_raw_bytes(judged: Judged, english: Catalogue) -> None:
    findings = {one["rule"]: one for one in json.loads(render(judged, english))["findings"]}
    evidence = findings["mailbox-removal"]["evidence"][0]
    assert evidence["snippet"] == "removed within 24 hours & all mail"
    start, end = evidence["raw"]
    assert judged.message.raw[start:end] == b"removed within 24</b> hours &amp; all mail"


def test_findings_and_bias_explain_the_score(judged: Judged, english: Catalogue) -> None:
    value = json.loads(render(judged, english))
    assert [one["contribution"] for one in value["findings"]] == [
        round(reason.contribution, 6) for reason in judged.verdict.reasons
    ]


def test_json_is_printable_ascii() -> None:
    hostile = "\x1b[2J\x7f\x9b\u202e\ud800é"
    written = dumps({"a": hostile})
    assert written.isascii()
    assert written.isprintable()
    assert json.loads(written) == {"a": hostile}
