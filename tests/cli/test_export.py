import json
from pathlib import Path

import pytest

from unhook.cli.main import main

from .test_campaigns import filled

__all__ = ["filled"]
OWN = ("--org-domain", "corp.example")


def test_a_search_is_exported(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "verdict:malicious", "--store", filled, *OWN]) == 0
    values = [json.loads(line)["value"] for line in capsys.readouterr().out.splitlines()]
    assert "h1.example.net" in values
    assert not [value for value in values if "corp.example" in value]


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("stix", '"type": "bundle"'), ("misp", '"Event"'), ("csv", "kind,value"), ("thehive", '"sourceRef"'),
    ],
)  # fmt: skip
def test_a_campaign_is_exported_in_each_format(filled: str, tmp_path: Path, name: str, has: str) -> None:
    output = tmp_path / "out"
    call = ["export", "--campaign", "1", "--store", filled, "--format", name, "--output", str(output), *OWN]
    assert main(call) == 0
    assert has in output.read_text()


def test_an_abuse_report_is_about_one_mail(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "verdict:malicious", "--store", filled, "--format", "arf"]) == 2
    assert "one mail" in capsys.readouterr().err
    call = ["export", "to:person.1@corp.example", "--store", filled, "--format", "arf", *OWN]
    assert main([*call, "--to", "abuse@example.net"]) == 0
    told = capsys.readouterr().out
    assert "To: abuse@example.net" in told
    assert "person.1@corp.example" not in told.partition("Content-Type: message/rfc822")[0]


def test_what_is_to_be_exported_must_be_said(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--store", filled]) == 2
    assert main(["export", "x", "--campaign", "1", "--store", filled]) == 2
    assert "say which mails" in capsys.readouterr().err
    assert main(["export", "from:nobody.example", "--store", filled]) == 1
    assert "no mail fits" in capsys.readouterr().err


def test_harmless_mail_has_nothing_to_look_for(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "verdict:clean", "--store", filled]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing in these mails" in told.err
