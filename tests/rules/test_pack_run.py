from pathlib import Path

import pytest

from unhook import message as messages
from unhook import mql
from unhook.context import Context
from unhook.errors import RuleError
from unhook.limits import Limits
from unhook.rules import pack
from unhook.rules.packs import Packs

MAIL = b"From: Ann <ann@shop.example>\r\nTo: jo@corp.example\r\nSubject: Hello world\r\n\r\nText\r\n"
MESSAGE = messages.parse(MAIL)


def write(folder: Path, name: str, source: str, **keys: object) -> Path:
    path = folder / f"{name}.yml"
    lines = [f"{key}: {value}" for key, value in {"name": name, **keys}.items()]
    path.write_text("\n".join([*lines, "source: |", *(f"  {line}" for line in source.splitlines())]) + "\n")
    return path


def test_a_hit_carries_what_the_file_says_and_where_it_stands(tmp_path: Path) -> None:
    write(
        tmp_path,
        "greets",
        'strings.icontains(subject.subject, "hello")',
        severity="high",
        weight=1.5,
        group="text",
        sentence="{en: 'Says {snippet}.'}",
    )
    findings = pack.load([tmp_path], name="mine").run(MESSAGE)
    (hit,) = findings.hits
    assert (hit.rule, hit.severity, hit.weight, hit.group, hit.source) == (
        "greets",
        "high",
        1.5,
        "text",
        "mine",
    )
    assert hit.sentence == "greets"
    assert hit.sentences == {"en": "Says {snippet}."}
    (place,) = hit.evidence
    assert (place.field, place.snippet) == ("subject.subject", "Hello")
    assert place.raw is not None
    assert MAIL[slice(*place.raw)] == b"Hello"


def test_a_rule_without_its_fact_is_not_evaluated_by_name(tmp_path: Path) -> None:
    write(tmp_path, "needs", 'sender.email.domain.domain in $org_domains or "x" == "y"')
    findings = pack.load([tmp_path]).run(MESSAGE)
    assert findings.hits == ()
    assert [(each.rule, each.needs) for each in findings.not_evaluated] == [("needs", ("$org_domains",))]
    known = pack.load([tmp_path]).run(MESSAGE, Context(org_domains=frozenset({"shop.example"})))
    assert [hit.rule for hit in known.hits] == ["needs"]
    assert known.not_evaluated == ()


def test_null_is_neither_a_hit_nor_open(tmp_path: Path) -> None:
    write(tmp_path, "absent", 'headers.mailer == "x"')
    findings = pack.load([tmp_path]).run(MESSAGE)
    assert (findings.hits, findings.not_evaluated) == ((), ())


def test_a_hit_that_rests_on_an_assumed_direction_says_so(tmp_path: Path) -> None:
    write(tmp_path, "inbound", "type.inbound")
    (assumed,) = pack.load([tmp_path]).run(messages.parse(MAIL)).hits
    assert assumed.assumed
    context = Context(org_domains=frozenset({"corp.example"}))
    (known,) = pack.load([tmp_path]).run(messages.parse(MAIL, context), context).hits
    assert not known.assumed


def test_shipped_lists_are_there_by_default(tmp_path: Path) -> None:
    write(tmp_path, "free", 'not ("corp.example" in $free_email_providers)')
    assert len(pack.load([tmp_path]).run(MESSAGE).hits) == 1


def test_a_finding_stands_when_no_time_is_left_for_its_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_time(*_: object) -> None:
        raise mql.OutOfTime

    write(tmp_path, "greets", 'strings.icontains(subject.subject, "hello")', evidence="[subject.subject]")
    loaded = pack.load([tmp_path])
    monkeypatch.setattr(mql.Program, "trace", out_of_time)
    (hit,) = loaded.run(MESSAGE).hits
    assert [place.snippet for place in hit.evidence] == ["Hello world"]


def test_queries_are_loaded_by_nobody(tmp_path: Path) -> None:
    write(tmp_path, "query", "map(recipients.to, .email.email)", type="query")
    write(tmp_path, "rule", "true")
    assert [rule.id for rule in pack.load([tmp_path]).rules] == ["rule"]


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("name: [\n")
    (tmp_path / "b.yml").write_text("name: b\n")
    with pytest.raises(RuleError) as raised:
        pack.load([tmp_path])
    assert "a.yml:" in str(raised.value)
    assert "b.yml:1: source: missing" in str(raised.value)


def test_two_rules_of_one_id(tmp_path: Path) -> None:
    write(tmp_path, "one", "true", id="same")
    write(tmp_path, "two", "true", id="same")
    with pytest.raises(RuleError, match=r"two\.yml: id: 'same' is also that of .*one\.yml"):
        pack.load([tmp_path])


def test_a_folder_without_rules_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no rule files"):
        pack.load([tmp_path])


def test_where_an_exclusion_holds_no_hit_counts(tmp_path: Path) -> None:
    write(tmp_path, "greets", 'strings.icontains(subject.subject, "hello")')
    excluding = write(
        tmp_path, "simulation", 'sender.email.domain.domain == "shop.example"', type="exclusion"
    )
    findings = pack.load([tmp_path], name="mine").run(MESSAGE)
    assert (findings.hits, findings.excluded) == ((), ("mine: simulation",))
    excluding.unlink()
    assert [hit.rule for hit in pack.load([tmp_path]).run(MESSAGE).hits] == ["greets"]


def test_an_exclusion_of_one_pack_concerns_no_other(tmp_path: Path) -> None:
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, name, 'strings.icontains(subject.subject, "hello")')
    write(tmp_path / "theirs", "never", "type.inbound", type="exclusion")
    found = Packs(tuple(pack.load([tmp_path / name], name) for name in ("ours", "theirs"))).run(MESSAGE)
    assert [hit.rule for hit in found.hits] == ["ours"]
    assert found.excluded == ("theirs: never",)


def test_a_pack_brings_its_lists(tmp_path: Path) -> None:
    write(tmp_path, "listed", "sender.email.domain.domain in $shops")
    assert pack.load([tmp_path]).run(MESSAGE).not_evaluated[0].needs == ("$shops",)
    known = pack.load([tmp_path], lists={"shops": frozenset({"shop.example"})})
    assert [hit.rule for hit in known.run(MESSAGE).hits] == ["listed"]
    theirs = Context(lists={"shops": frozenset({"other.example"})})
    assert known.run(MESSAGE, theirs).hits == ()


def test_findings_name_the_limits_that_cut_a_text(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, name, "regex.contains(body.current_thread.text, 'Te?xt$')")
    packs = Packs(tuple(pack.load([tmp_path / name], name=name) for name in ("one", "two")))
    cut = Context(limits=Limits(rule_text_chars=2))
    assert packs.run(MESSAGE, cut).limits_reached == ("rule_text_chars",)
    assert packs.packs[0].run(MESSAGE, cut).limits_reached == ("rule_text_chars",)
    assert packs.run(MESSAGE).limits_reached == ()
