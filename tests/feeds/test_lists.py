import json
import pickle
from collections.abc import Set as AbstractSet
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unhook.errors import InputError, UnhookError
from unhook.feeds.lists import ListFile, ListFiles, described, of_feed, supplied
from unhook.limits import LISTS, ListLimits
from unhook.mql.mapped import MappedList


def made(folder: Path, *entries: dict[str, object], **files: str) -> ListFiles:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    if entries:
        (folder / "manifest.json").write_text(json.dumps({"lists": entries}))
    return of_feed(folder)


def test_a_text_file_is_a_list(tmp_path: Path) -> None:
    lists = made(tmp_path, hosts__txt='one.example\r\n\n two.example \nOdd, "quoted"\n')
    assert lists["hosts"] == {"one.example", "two.example", 'Odd, "quoted"'}


def test_a_manifest_names_lists_and_columns(tmp_path: Path) -> None:
    lists = made(
        tmp_path,
        {"file": "top.csv", "identifier": "top_10", "headers": ["rank", "entry"], "format": "hostname"},
        {"file": "with.csv", "identifier": "headed", "headers": ["entry", "x"], "includes_header": True},
        {"file": "gone.csv", "identifier": "gone"},
        {"url": "https://lists.example/x.txt.gz", "identifier": "elsewhere"},
        top__csv="1,One.example\n2,two.example\n\n3\n",
        with__csv="entry,x\na,1\n",
    )
    assert dict(lists) == {"top_10": {"one.example", "two.example"}, "headed": {"a"}}


def test_an_empty_list_is_nobodys_answer(tmp_path: Path) -> None:
    lists = made(tmp_path, ours__txt="\n", theirs__txt="a\n")
    assert "ours" not in lists
    assert lists.get("ours") is None
    assert list(lists) == ["theirs"]
    assert len(lists) == 1


def test_no_manifest_leads_out_of_the_feed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret\n")
    (tmp_path / "feed").mkdir()
    lists = made(tmp_path / "feed", {"file": "../secret.txt", "identifier": "stolen"}, a__txt="x\n")
    assert list(lists) == ["a"]


def test_a_manifest_of_something_else_is_none(tmp_path: Path) -> None:
    for text in ("[]", "{", '{"lists": 3}', '{"lists": [3, {"file": 1}]}'):
        (tmp_path / "manifest.json").write_text(text)
        assert dict(of_feed(tmp_path)) == {}


def test_a_licence_is_no_list(tmp_path: Path) -> None:
    assert dict(made(tmp_path, LICENSE__txt="Free.\n")) == {}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


ENTRIES = st.lists(
    st.text(st.sampled_from("abA.ßİΣÉ\0\x0b\x1f\x85\u2028\ufeff,; \t\r\n\U0001f600"), max_size=8)
    | st.text(st.sampled_from("ab\r\n"), min_size=2_000, max_size=3_000),
    max_size=20,
)


@given(ENTRIES, st.booleans(), st.sampled_from([None, 0, 1]), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_large_list_holds_what_a_small_one_does(
    home: Path, lines: list[str], fold: bool, column: int | None, header: bool
) -> None:
    sizes = []
    for bound in (1 << 20, -1):
        # A file that was read is not read again: each example needs one of its own.
        path = Path(mkdtemp(dir=home)) / "list"
        path.write_bytes("\n".join(lines).encode())
        sizes.append(ListFile(path, column, header, fold).entries(ListLimits(set_bytes=bound)))
    small, large = sizes
    assert isinstance(small, frozenset)
    assert isinstance(large, MappedList)
    as_set: AbstractSet[str] = large
    assert as_set == small
    assert set(large.folded) == {each.lower() for each in small}


def test_the_bound_between_small_and_large(home: Path) -> None:
    (home / "small.txt").write_bytes(b"a" * LISTS.set_bytes)
    (home / "large.txt").write_bytes(b"b" * (LISTS.set_bytes + 1))
    lists = of_feed(home)
    assert isinstance(lists["small"], frozenset)
    assert isinstance(lists["large"], MappedList)
    assert list(lists["large"]) == ["b" * (LISTS.set_bytes + 1)]


def test_a_large_empty_list_is_nobodys_answer(home: Path) -> None:
    (home / "ours.txt").write_text("\n" * (LISTS.set_bytes + 1))
    assert "ours" not in of_feed(home)


def test_only_the_files_are_told_to_another_process(home: Path) -> None:
    (home / "hosts.txt").write_text("".join(f"host{number}.example\n" for number in range(20_000)))
    lists = of_feed(home)
    assert "host7.example" in lists["hosts"]
    told = pickle.dumps(lists)
    assert len(told) < 1_000
    assert "host7.example" in pickle.loads(told)["hosts"]


def test_a_byte_order_mark_is_no_part_of_an_entry(home: Path) -> None:
    (home / "hosts.txt").write_bytes(b"\xef\xbb\xbfone.example\r\ntwo.example\r\n")
    assert of_feed(home)["hosts"] == {"one.example", "two.example"}


def test_a_table_that_cannot_be_read_is_told_of(home: Path) -> None:
    (home / "top.csv").write_text('1,"' + "x" * 200_000)
    lists = supplied_with(home)
    with pytest.raises(InputError, match=r"top\.csv: cannot be read: field larger"):
        supplied({"top": home / "top.csv"}, lists)


def supplied_with(folder: Path) -> dict[str, ListFile]:
    (folder / "feed").mkdir()
    entry = {"file": "t.csv", "identifier": "top", "headers": ["x", "entry"], "format": "hostname"}
    (folder / "feed" / "manifest.json").write_text(json.dumps({"lists": [entry]}))
    return described(folder / "feed")


def test_a_users_own_table_is_read_as_the_manifest_says(home: Path) -> None:
    known = supplied_with(home)
    (home / "mine.csv").write_text("1,One.example\n2,two.example\n")
    (home / "mine.txt").write_text("One.example\n")
    assert supplied({"top": home / "mine.csv"}, known)["top"] == {"one.example", "two.example"}
    assert supplied({"top": home / "mine.txt"}, known)["top"] == {"one.example"}
    assert supplied({"other": home / "mine.txt"}, known)["other"] == {"One.example"}


def test_an_empty_list_of_a_user_counts_as_not_supplied(home: Path) -> None:
    (home / "mine.txt").write_text("")
    assert "mine" not in supplied({"mine": home / "mine.txt"}, {})


@pytest.mark.parametrize(
    ("name", "file", "text", "told"),
    [
        ("top", "no.txt", None, r"no\.txt: cannot be read: No such file"),
        ("top", "one.csv", "one.example\n", "no entries of top in it"),
        ("top", "blank.txt", " \n", "no entries of top in it"),
        ("other", "one.csv", "1,one.example\n", "no installed feed says which column"),
        ("a b", "one.txt", "x\n", "cannot name a list"),
    ],
)
def test_a_users_list_that_cannot_be_used(
    home: Path, name: str, file: str, text: str | None, told: str
) -> None:
    if text is not None:
        (home / file).write_text(text)
    with pytest.raises(UnhookError, match=told):
        supplied({name: home / file}, supplied_with(home))
