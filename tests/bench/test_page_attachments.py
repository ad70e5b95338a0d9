"""The pages attached to a corpus' mails are found, and judged without a network."""

import json
from pathlib import Path

import pytest
from bench.pages import attachments

from unhook.pages.browser import availability

MAIL = b"""From: a@sender.example
To: anna@harbour.example
Subject: document
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See the file.
--b
Content-Type: text/html; name="document.html"
Content-Disposition: attachment; filename="document.html"

<title>Sign in to Microsoft</title>
<form action="https://collect.example.net/p"><input type=password name=p></form>
--b--
"""
PLAIN = b"From: a@sender.example\nSubject: lunch\n\nThe attachment page.html is missing.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "mail").mkdir()
    rows = []
    for name, label, raw in (("a", "phish", MAIL), ("b", "ham", PLAIN)):
        (tmp_path / "mail" / f"{name}.eml").write_bytes(raw)
        rows.append(json.dumps({"id": name, "label": label, "src": "made", "group": 0}))
    (tmp_path / "manifest.jsonl").write_text("\n".join(rows))
    return tmp_path


def test_only_attached_pages_are_taken(corpus: Path) -> None:
    ((label, page, recipients),) = attachments.pages(corpus)
    assert (label, page.name, recipients) == ("phish", "document.html", ("anna@harbour.example",))
    assert page.url is None


@pytest.mark.chromium
@pytest.mark.skipif(availability.chromium() is None, reason="needs Debian's chromium")
def test_they_are_judged_both_ways(corpus: Path) -> None:
    said = attachments.measure(corpus, 1)
    assert "| phish | together | 1 | 0 | 0 | 0 |" in said
    assert "1 pages, 5 views; faults: {'none': 5}" in said
