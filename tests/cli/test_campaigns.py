from pathlib import Path

import pytest

from campaigns.stored import lured, other
from store.conftest import NOW
from unhook.cli.main import main
from unhook.store import Keys, Store


@pytest.fixture
def filled(tmp_path: Path) -> str:
    path = str(tmp_path / "mail.db")
    store = Store.open(path, keys=Keys(), clock=lambda: NOW)
    for number in (1, 2):
        lured(store, number)
    other(store)
    store.close()
    return path


def test_campaigns_are_listed_harmless(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaigns", "list", "--store", filled, "--harmful"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    id_, _, size, *_ = line.split("\t")
    assert (id_, size) == ("1", "2")
    assert "malicious:2" in line


def test_one_is_shown_by_number_or_key(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["campaigns", "list", "--store", filled])
    key = capsys.readouterr().out.split("\t")[1]
    for named in ("1", key):
        assert main(["campaigns", "show", "--store", filled, "--org-domain", "corp.example", named]) == 0
        told = capsys.readouterr().out
        assert "person.1[@]corp[.]example: 1" in told
        assert "host h1[.]example[.]net (link, " in told
        assert "delivered: 2" in told
        assert "http://" not in told
    assert main(["campaigns", "show", "--store", filled, "zz"]) == 2
    assert "there is no campaign 'zz'" in capsys.readouterr().err


def test_an_empty_store_has_none(tmp_path: Path) -> None:
    assert main(["campaigns", "list", "--store", str(tmp_path / "mail.db")]) == 1
