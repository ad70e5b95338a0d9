import os
from pathlib import Path

import pytest

from unhook import cached
from unhook import message as messages
from unhook.rules import kept, pack, rule_file
from unhook.rules.defaults import unexamined

MAIL = b"From: a@b.test\r\nSubject: Hello world\r\n\r\nText\r\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def rules(home: Path) -> tuple[Path, ...]:
    texts = {
        "one": 'strings.icontains(subject.subject, "hello") and sender.email.local_part in ("a", "b")',
        "two": 'regex.icontains(subject.subject, "w[oö]rld") and length(subject.subject) > 3',
        "three": "header.has('subject') and any(body.links, .visible)",
    }
    for name, source in texts.items():
        (home / f"{name}.yml").write_text(f"name: {name}\nsentence: {{en: x}}\nsource: |\n  {source}\n")
    return tuple(home / f"{name}.yml" for name in texts)


def write(rules: tuple[Path, ...]) -> pack.Pack:
    made = pack.of([rule_file.read(path) for path in rules], functions=unexamined())
    kept.write("mine", kept.stamp_of(rules), made.rules, made.programs)
    return made


def test_what_was_kept_judges_as_what_was_compiled(rules: tuple[Path, ...]) -> None:
    made, message = write(rules), messages.parse(MAIL)
    known = kept.read("mine", kept.stamp_of(rules))
    assert known is not None
    assert known[0] == made.rules
    assert pack.Pack(*known).run(message) == made.run(message)
    assert [hit.rule for hit in made.run(message).hits] == ["one", "two"]


def test_a_changed_rule_makes_it_stale(rules: tuple[Path, ...]) -> None:
    write(rules)
    rules[0].write_text(rules[0].read_text().replace("hello", "goodbye"))
    assert kept.read("mine", kept.stamp_of(rules)) is None


def test_other_files_are_another_pack(rules: tuple[Path, ...]) -> None:
    write(rules)
    assert kept.read("mine", kept.stamp_of(rules[:1])) is None


def place(name: str = "mine") -> Path:
    found = cached.place(name)
    assert found is not None
    return found


def test_a_file_that_others_may_write_is_not_trusted(rules: tuple[Path, ...]) -> None:
    write(rules)
    assert place().stat().st_mode & 0o077 == 0
    place().chmod(0o666)
    assert kept.read("mine", kept.stamp_of(rules)) is None


@pytest.mark.parametrize("keep", [0, 70, 200, -1])
def test_a_damaged_file_is_no_pack(rules: tuple[Path, ...], keep: int) -> None:
    write(rules)
    place().write_bytes(place().read_bytes()[:keep])
    assert kept.read("mine", kept.stamp_of(rules)) is None


def test_nothing_kept_yet(rules: tuple[Path, ...]) -> None:
    assert kept.read("mine", kept.stamp_of(rules)) is None


def test_no_place_to_keep_it_is_no_mistake(
    rules: tuple[Path, ...], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "file"))
    write(rules)
    assert kept.read("mine", kept.stamp_of(rules)) is None


def test_no_draft_is_left_behind(rules: tuple[Path, ...]) -> None:
    write(rules)
    write(rules)
    assert os.listdir(place().parent) == ["mine"]


def test_the_shipped_pack_comes_back_the_same() -> None:
    made, again = pack.load(), pack.load()
    assert place("pack").exists()
    assert made.rules == again.rules
    assert made.run(messages.parse(MAIL)) == again.run(messages.parse(MAIL))
