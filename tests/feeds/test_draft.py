import io
from pathlib import Path

import pytest

from unhook.errors import RuleError
from unhook.feeds.draft import Draft, content_hash
from unhook.limits import FeedLimits


def file(size: int = 3) -> io.BytesIO:
    return io.BytesIO(b"x" * size)


@pytest.mark.parametrize(
    "name", ["../a.yml", "/a.yml", "a/../../b.yml", "a\\b.yml", "C:/a.yml", "a\0.yml", "", ".", "a" * 500]
)
def test_a_name_that_leads_out_ends_it(tmp_path: Path, name: str) -> None:
    draft = Draft(tmp_path)
    with pytest.raises(RuleError, match="leads out"):
        draft.wants(name)
    with pytest.raises(RuleError, match="leads out"):
        draft.add(name, file())
    assert not list(tmp_path.iterdir())


def test_only_what_makes_a_feed_is_wanted(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    names = ["a.yml", "b/c.YAML", "l.txt", "l.csv", "manifest.json", "LICENSE", "Licence.md"]
    assert all(draft.wants(name) for name in names)
    assert not any(draft.wants(name) for name in ["a.py", "other.json", ".github/ci.yml", "b/.hidden.yml"])
    assert draft.left_out == {"other files": 2, "hidden": 2}


@pytest.mark.parametrize(
    ("limits", "sizes"),
    [
        (FeedLimits(file_bytes=10), (11,)),
        (FeedLimits(unpacked_bytes=15), (9, 9)),
        (FeedLimits(files=1), (1, 1)),
    ],
)
def test_limits_end_it(tmp_path: Path, limits: FeedLimits, sizes: tuple[int, ...]) -> None:
    draft = Draft(tmp_path, limits)

    def take(number: int) -> None:
        draft.wants(f"{number}.txt")
        draft.add(f"{number}.txt", file(sizes[number]))

    last = len(sizes) - 1
    for number in range(last):
        take(number)
    with pytest.raises(RuleError):
        take(last)


@pytest.mark.parametrize("names", [("a.yml", "a.yml"), ("a.yml", "a.yml/b.yml")])
def test_two_files_of_one_name_end_it(tmp_path: Path, names: tuple[str, str]) -> None:
    draft = Draft(tmp_path)
    draft.add(names[0], file())
    with pytest.raises(RuleError):
        draft.add(names[1], file())


def test_the_outer_folder_of_a_repository_is_no_part_of_the_feed(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.add("rules-1234/a.yml", file())
    assert draft.root() == tmp_path / "rules-1234"
    draft.add("b.yml", file())
    assert draft.root() == tmp_path


def test_the_hash_follows_names_and_bytes_alone(tmp_path: Path) -> None:
    def made(name: str, *files: tuple[str, bytes]) -> str:
        folder = tmp_path / name
        for path, data in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return content_hash(folder)

    first = made("1", ("a", b"x"), ("b", b"y"))
    assert first == made("2", ("b", b"y"), ("a", b"x"))
    others = [
        made("3", ("a", b"x")),
        made("4", ("a", b"xb"), ("b", b"")),
        made("5", ("a/b", b"x"), ("b", b"y")),
    ]
    assert len({first, *others}) == 4


def test_a_link_among_kept_files_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.yml").symlink_to("/etc/hostname")
    with pytest.raises(RuleError, match="not as it was kept"):
        content_hash(tmp_path)
