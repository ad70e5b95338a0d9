from pathlib import Path

from unhook.feeds.survey import examine

from .conftest import write


def test_what_can_be_used_is_told_from_what_cannot(tmp_path: Path) -> None:
    write(tmp_path / "good.yml", "type.inbound")
    write(tmp_path / "deep" / "query.yml", "map(body.links, .href_url.url)", kind="query")
    write(tmp_path / "misspelt.yml", "type.inbund")
    write(tmp_path / "never.yml", "false")
    write(tmp_path / "idle.yml", "type.inbound")
    (tmp_path / "idle.yml").write_text((tmp_path / "idle.yml").read_text() + "active: false\n")
    (tmp_path / "broken.yml").write_text("name: [")
    rules, found = examine(tmp_path, "mine")
    assert [rule.id for rule in rules] == ["query", "good"]
    assert found.kinds == {"rule": 4, "query": 1}
    assert found.usable == {"rule": 1, "query": 1}
    assert (found.inactive, found.never) == (1, 1)
    assert len(found.problems) == 2
    assert any("broken.yml" in problem for problem in found.problems)
    assert any("inbound" in problem and "misspelt.yml" in problem for problem in found.problems)


def test_findings_of_a_feed_form_a_group_and_weigh_by_severity(tmp_path: Path) -> None:
    write(tmp_path / "lure.yml", "type.inbound")
    write(tmp_path / "topic.yml", "type.inbound")
    topic = tmp_path / "topic.yml"
    topic.write_text(topic.read_text().replace('attack_types: ["Credential Phishing"]\n', ""))
    rules, _ = examine(tmp_path, "mine")
    lure, about = rules
    assert (lure.group, lure.attack_types) == ("feed:mine", ("credential_phishing",))
    assert lure.weight > 0
    assert about.weight == 0


def test_two_rules_of_one_id_are_both_kept(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"{name}.yml", "type.inbound")
        path = tmp_path / f"{name}.yml"
        path.write_text(path.read_text() + "id: same\n")
    rules, _ = examine(tmp_path, "mine")
    assert [rule.id for rule in rules] == ["same", "b.yml"]


def test_what_rules_ask_for_is_told_of_each(tmp_path: Path) -> None:
    write(
        tmp_path / "history.yml", 'profile.by_sender().prevalence == "new" and sender.display_name in $vips'
    )
    write(tmp_path / "plain.yml", "type.inbound")
    write(tmp_path / "never.yml", "false")
    _, found = examine(tmp_path, "mine")
    assert found.asks == {"history": {"profile", "$vips"}, "plain": set()}
