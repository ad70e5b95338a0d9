from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]
Rules = Callable[..., int]

SOURCE = """|
  type.inbound
  and any(body.links, .href_url.domain.tld == "test")
  and profile.by_sender().solicited
  and subject.subject in $my_list
"""


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "mail.eml"
    path.write_text(
        "From: a@elsewhere.test\nTo: b@corp.example\nSubject: Look\x1b[2J\n\n"
        "See https://one.example/ and https://landing.test/in now.\n"
    )
    return path


def test_what_a_rule_asks_and_needs(rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("explain", write("asks", SOURCE, "description: Why.\n")) == 0
    out = capsys.readouterr().out
    assert out.startswith("asks: asks (rule, high)\nWhy.\n\nall of these\n  type.inbound\n")
    for part in (
        '  some element of body.links\n    .href_url.domain.tld == "test"\n',
        "      .href_url.domain.tld: string\n",
        "\n  body.links[].href_url.domain.tld\n",
        "profile.by_sender() -> Profile\n",
        "Needs the fact profile.\n",
        "needs\n  $my_list: not supplied\n  profile: not supplied\n",
    ):
        assert part in out


def test_how_a_mail_answered_part_by_part(
    rules: Rules, write: Write, mail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rules("explain", write("asks", SOURCE), "--on", mail, "--org-domain", "corp.example") == 0
    out = capsys.readouterr().out
    assert "open  all of these  (not evaluated: needs $my_list, profile)\n" in out
    assert "true    type.inbound\n" in out
    # The element that decides comes first, then those that say nothing more.
    assert out.index("body.links[1]") < out.index("body.links[0]")
    assert '.href_url.domain.tld = "test"' in out
    assert "open    profile.by_sender().solicited  (not evaluated: needs profile)" in out


def test_what_a_mail_holds_reaches_no_screen_alive(
    rules: Rules, mail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = 'strings.contains(subject.subject, "Look") and body.links[1].href_url.url != ""'
    assert rules("explain", asked, "--on", mail) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "Look<U+001B>[2J" in out
    assert "hxxps://landing[.]test/in" in out
    assert "https://landing" not in out


def test_an_expression_of_any_type(rules: Rules, mail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("explain", "map(body.links, .href_url.domain.tld)", "--on", mail) == 0
    assert '= 2 elements ["example", "test"]' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.yml"], "missing.yml: no such rule file"),
        (["."], ".: is a folder; name one rule file"),
        (["type.inbund"], "| type.inbund\n  |      ^^^^^^"),
        (["type.inbound", "--on", "missing.eml"], "missing.eml"),
    ],
)
def test_what_cannot_be_explained(
    rules: Rules, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rules("explain", *arguments) == 2
    assert said in capsys.readouterr().err
