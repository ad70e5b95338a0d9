import json
import tarfile
from pathlib import Path

import pytest

from unhook.errors import RuleError
from unhook.feeds import store as module
from unhook.feeds.store import Store

from .conftest import write


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home" / "feeds")


def names(store: Store) -> list[str]:
    root = store.files(store.feed("mine"))
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_a_folder_is_taken_as_it_is(store: Store, source: Path) -> None:
    feed = store.add(str(source), "mine")
    assert names(store) == ["hosts.txt", "rules/hello.yml"]
    assert feed.left_out == {"other files": 1}
    assert store.files(feed).name == feed.version
    assert store.feeds() == (feed,)


def test_an_archive_of_the_same_files_is_the_same_version(store: Store, source: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "rules.tar.xz", "w:xz") as archive:
        archive.add(source, "rules-1.0")
    feed = store.add(str(tmp_path / "rules.tar.xz"))
    assert feed.name == "rules"
    assert feed.version == store.add(str(source), "mine").version


def test_nothing_new_changes_nothing(store: Store, source: Path) -> None:
    feed = store.add(str(source), "mine")
    assert store.update("mine") == feed


def test_an_update_switches_and_a_rollback_goes_back(store: Store, source: Path) -> None:
    first = store.add(str(source), "mine")
    write(source / "rules" / "more.yml", "type.inbound")
    second = store.update("mine")
    assert second.previous == (first.version,)
    assert "rules/more.yml" in names(store)
    back = store.rollback("mine")
    assert back.version == first.version
    assert "rules/more.yml" not in names(store)


def test_what_was_gone_back_from_does_not_come_again_unasked(store: Store, source: Path) -> None:
    first = store.add(str(source), "mine")
    write(source / "bad.yml", "type.inbound")
    bad = store.update("mine")
    store.rollback("mine")
    assert store.update("mine").version == first.version
    assert store.update("mine", again=True).version == bad.version
    store.rollback("mine")
    write(source / "better.yml", "type.inbound")
    assert store.update("mine").version not in (first.version, bad.version)


def test_only_so_many_versions_are_kept(store: Store, source: Path) -> None:
    store.add(str(source), "mine")
    for number in range(6):
        write(source / f"r{number}.yml", "type.inbound")
        store.update("mine")
    kept = [path.name for path in (store.folder / "mine" / "versions").iterdir()]
    feed = store.feed("mine")
    assert sorted(kept) == sorted((feed.version, *feed.previous))
    assert len(feed.previous) == store.limits.versions


def test_nothing_to_go_back_to(store: Store, source: Path) -> None:
    store.add(str(source), "mine")
    with pytest.raises(RuleError, match="no earlier version"):
        store.rollback("mine")


@pytest.mark.parametrize("damage", ["changed", "added", "removed", "gone"])
def test_files_that_are_not_those_fetched_are_refused(store: Store, source: Path, damage: str) -> None:
    feed = store.add(str(source), "mine")
    root = store.files(feed)
    match damage:
        case "changed":
            (root / "hosts.txt").write_text("evil.example\n")
        case "added":
            write(root / "more.yml", "type.inbound")
        case "removed":
            (root / "hosts.txt").unlink()
        case _:
            root.rename(root.with_name("elsewhere"))
    with pytest.raises(RuleError, match="not those that were fetched"):
        store.files(feed)


def test_a_failed_fetch_leaves_all_as_it_was(store: Store, source: Path) -> None:
    feed = store.add(str(source), "mine")
    source.rename(source.with_name("elsewhere"))
    with pytest.raises(RuleError, match="no such file"):
        store.update("mine")
    assert store.feed("mine") == feed
    store.files(feed)
    with pytest.raises(RuleError):
        store.add(str(source), "other")
    assert [path.name for path in store.folder.iterdir()] == ["mine"]


def test_a_folder_without_rules_and_lists_is_no_feed(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RuleError, match="no rule files"):
        store.add(str(tmp_path / "empty"))
    assert store.feeds() == ()


def test_removing(store: Store, source: Path) -> None:
    store.add(str(source), "mine")
    store.remove("mine")
    assert store.feeds() == ()
    with pytest.raises(RuleError, match="no feed is called 'mine'; known: none"):
        store.remove("mine")


def test_a_name_is_taken_once_and_is_no_path(store: Store, source: Path) -> None:
    store.add(str(source), "mine")
    with pytest.raises(RuleError, match="there already"):
        store.add(str(source), "mine")
    for name in ("../up", "all", "pack", "", "A", ".x"):
        with pytest.raises(RuleError):
            store.add(str(source), name or "..")


def test_a_description_that_names_no_version_is_refused(store: Store, source: Path) -> None:
    store.add(str(source), "mine")
    path = store.folder / "mine" / "feed.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": "../../elsewhere"}))
    with pytest.raises(RuleError, match="no hash"):
        store.feed("mine")


def test_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHOOK_HOME", "/a")
    monkeypatch.setenv("XDG_DATA_HOME", "/b")
    assert module.home() == Path("/a")
    monkeypatch.delenv("UNHOOK_HOME")
    assert module.home() == Path("/b/unhook")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert module.home() == Path.home() / ".local/share/unhook"
