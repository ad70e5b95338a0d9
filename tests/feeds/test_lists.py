import json
from pathlib import Path

from unhook.feeds.lists import FeedLists


def made(folder: Path, *entries: dict[str, object], **files: str) -> FeedLists:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    if entries:
        (folder / "manifest.json").write_text(json.dumps({"lists": entries}))
    return FeedLists(folder)


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
        assert dict(FeedLists(tmp_path)) == {}


def test_a_licence_is_no_list(tmp_path: Path) -> None:
    assert dict(made(tmp_path, LICENSE__txt="Free.\n")) == {}
