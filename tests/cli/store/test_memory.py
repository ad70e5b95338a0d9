from pathlib import Path

import pytest

from unhook.cli.main import main

MAIL = "From: ann@shop.example.com\nTo: jo@corp.test\nDate: Mon, 02 Mar 2026 10:00:00 +0000\n"


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "mail.eml"
    path.write_text(f"{MAIL}Subject: Your order\nMessage-ID: <1@x>\n\nThank you.\n")
    return path


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("UNHOOK_STORE", raising=False)
    return str(tmp_path / "mail.db")


def test_old_mail_is_imported_once(mail: Path, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    for new in (1, 0):
        assert main(["store", "import", "--store", store, "--org-domain", "corp.test", str(mail)]) == 0
        assert f"1 mails read, {new} of them new" in capsys.readouterr().err
    assert main(["store", "import", "--store", store, str(mail), str(mail.with_name("none"))]) == 2
    told = capsys.readouterr().err
    assert "nobody will be known" in told
    assert "1 could not be read" in told


def test_a_check_records_and_a_search_finds(
    mail: Path, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(mail), "--store", store]) == 0
    assert main(["store", "search", "--store", store]) == 1
    assert main(["check", str(mail), "--store", store, "--record"]) == 0
    capsys.readouterr()
    assert main(["store", "search", "--store", store, "from:shop.example.com", "order"]) == 0
    line = capsys.readouterr().out
    assert "ann[@]shop[.]example[.]com" in line
    assert "clean" in line
    assert main(["store", "search", "--store", store, "frm:x"]) == 2
    assert "there is no field 'frm'" in capsys.readouterr().err


def test_no_mail_but_those_named_is_recorded(tmp_path: Path, mail: Path, store: str) -> None:
    """Each process of a pool tries its task on a mail that is nobody's."""
    paths = [tmp_path / f"{n}.eml" for n in range(4)]
    for path in paths:
        path.write_text(mail.read_text() + path.name)
    assert main(["check", *map(str, paths), "--jobs", "2", "--store", store, "--record"]) == 0
    from unhook.store import Keys, Store, search
    from unhook.store.query import Query

    opened = Store.open(store, keys=Keys())
    with opened.reading() as connection:
        assert len(search.search(connection, Query()).messages) == 4


def test_recording_needs_a_store(mail: Path, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(mail), "--record"]) == 2
    assert "--record needs --store" in capsys.readouterr().err


def test_a_verdict_that_could_not_be_recorded_is_no_success(
    mail: Path, store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from unhook.errors import StoreError
    from unhook.store import Store

    def fail(*_: object, **__: object) -> None:
        raise StoreError("the disk is full", temporary=True)

    monkeypatch.setattr(Store, "record", fail)
    assert main(["check", str(mail), "--store", store, "--record"]) == 2
    told = capsys.readouterr()
    assert "not recorded: the disk is full" in told.err
    assert "Your order" in told.out


def test_what_is_taught_is_kept_and_taken_back(
    mail: Path, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["store", "teach", "--store", store, "--spam", str(mail), "--reason", "no customer"]) == 0
    assert main(["store", "search", "--store", store, "label:spam"]) == 0
    assert main(["store", "teach", "--store", store, "--forget", str(mail)]) == 0
    assert main(["store", "search", "--store", store, "label:spam"]) == 1
    assert main(["store", "teach", "--store", store, "--spam", str(mail.with_name("none"))]) == 2
