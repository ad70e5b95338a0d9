import contextlib
import json
from pathlib import Path

import pytest

from unhook.cli.job import Piece
from unhook.cli.output import Writer
from unhook.errors import InputError


def written(path: Path, form: str, *texts: str) -> str:
    with Writer(form, str(path), many=True) as writer:  # type: ignore[arg-type]
        for text in texts:
            writer.add(Piece("a.eml", "clean", text))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("texts", [(), ('{"a": 1}',), ('{"a": 1}', '{"a": 2}')])
def test_json_is_an_array_whatever_its_length(tmp_path: Path, texts: tuple[str, ...]) -> None:
    assert json.loads(written(tmp_path / "o", "json", *texts)) == [json.loads(text) for text in texts]


def test_json_lines_end_in_line_feeds(tmp_path: Path) -> None:
    assert written(tmp_path / "o", "jsonl", "{}", "{}") == "{}\n{}\n"


def broken_off(path: Path, error: type[BaseException]) -> str:
    with contextlib.suppress(error), Writer("json", str(path), many=True) as writer:
        writer.add(Piece("a.eml", "clean", "{}"))
        raise error
    return path.read_text(encoding="utf-8")


def test_an_interrupted_array_is_still_an_array(tmp_path: Path) -> None:
    assert json.loads(broken_off(tmp_path / "o", KeyboardInterrupt)) == [{}]


def test_a_failure_leaves_no_document_that_looks_whole(tmp_path: Path) -> None:
    assert broken_off(tmp_path / "o", ZeroDivisionError) == "[\n{}"


def test_pages_of_many_mails_are_numbered(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "pages"
    with Writer("html", str(folder), many=True) as writer:
        writer.add(Piece("a.eml", "clean", "<p>1"))
        writer.add(Piece("b.eml", "clean", "<p>2"))
    assert [path.read_text() for path in sorted(folder.iterdir())] == ["<p>1", "<p>2"]


def test_pages_of_many_mails_need_a_folder() -> None:
    with pytest.raises(InputError, match="--output DIR"):
        Writer("html", None, many=True)


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(InputError, match="cannot make the folder"):
        Writer("html", str(tmp_path / "f"), many=True)
