from pathlib import Path

import pytest

from message.mails import mail
from unhook.archive.hunt import Hunt
from unhook.archive.index import row
from unhook.archive.index.read import Index, is_index
from unhook.archive.index.stamp import stamp
from unhook.archive.index.write import Writer
from unhook.context import Context
from unhook.errors import InputError
from unhook.limits import DEFAULT, Limits
from unhook.message.container.stored import Stored

MAILS = [
    Stored(mail(f"{word}\n"), "a.mbox", place)
    for place, word in enumerate(("red", "blue", "n\0ul", "redder"))
]
RED = 'strings.contains(body.current_thread.text, "red")'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    return written(tmp_path / "mail.parquet", stamp(DEFAULT))


def written(path: Path, stamped: str) -> Path:
    with Writer(path, stamped) as writer:
        for each in MAILS:
            writer.add(row.of(each, Context()))
        writer.finish()
    return path


def test_only_mails_that_may_answer_are_candidates(file: Path) -> None:
    index = Index(str(file))
    assert index.mails == 4
    # What the columns cannot hold is asked in any case.
    assert index.candidates(Hunt(RED)) == [0, 2, 3]
    assert list(index.read([0, 3])) == [MAILS[0], MAILS[3]]
    assert list(index.read([])) == []


def test_what_the_columns_cannot_say_is_asked_of_every_mail(file: Path) -> None:
    assert Index(str(file)).candidates(Hunt("network.whois(sender.email.domain).days_old < 3")) == [
        0,
        1,
        2,
        3,
    ]


def test_the_direction_is_that_of_the_asker(file: Path) -> None:
    own = Context(org_domains=frozenset({"example.com"}))
    for context in (Context(), own):
        hunt = Hunt("type.outbound", context)
        asked = Index(str(file)).candidates(hunt)
        states = [hunt.look("", each.raw).state for each in Index(str(file)).read(asked)]
        assert states.count("hit") == (4 if context is own else 0)


def test_columns_that_other_code_or_limits_made_are_not_trusted(tmp_path: Path, file: Path) -> None:
    assert Index(str(file)).current(Hunt(RED))
    other = Hunt(RED, Context(limits=Limits(links=1)))
    assert not Index(str(file)).current(other)
    assert Index(str(file)).candidates(other) == [0, 1, 2, 3]
    old = Index(str(written(tmp_path / "old.parquet", "other")))
    assert old.candidates(Hunt(RED)) == [0, 1, 2, 3]


def test_a_file_that_is_no_index_says_so(tmp_path: Path, file: Path) -> None:
    from unhook.archive.index.engine import connect

    other = tmp_path / "other.parquet"
    with connect() as connection:
        connection.execute(f"COPY (SELECT 1 AS a) TO '{other}'")
    assert is_index(str(other))
    with pytest.raises(InputError, match="no index"):
        Index(str(other)).candidates(Hunt(RED))
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(InputError, match=r"cut\.parquet"):
        Index(str(cut)).candidates(Hunt(RED))
    assert not is_index(str(tmp_path))
    assert not is_index(str(tmp_path / "none"))
