from pathlib import Path

import pytest

from unhook.files.picture import languages


def test_the_folder_named_by_the_system_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert languages.data.__wrapped__() == tmp_path


def test_without_data_no_words_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "installed", tuple)
    assert not languages.available()
