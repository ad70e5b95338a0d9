import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from unhook.mailflow.held import hold_queue
from unhook.mailflow.held.hands import UndoneError
from unhook.mailflow.held.hold_queue import HoldQueue
from unhook.store.deeds import Deed

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def deed(place: str, kind: str = "release", attempts: int = 1, error: str | None = None) -> Deed:
    return Deed(1, "key", 7, kind, "t", {"place": place}, "planned", attempts, error, NOW, NOW, None, None)


def program(folder: Path, text: str) -> str:
    path = folder / "postsuper"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(stat.S_IRWXU)
    return str(path)


def test_postsuper_is_told_the_queue_id_and_nothing_else(tmp_path: Path) -> None:
    queue = HoldQueue([program(tmp_path, f'echo "$@" >> {tmp_path}/said'), "-c", "etc"])
    queue.release(deed(hold_queue.place("4F2AB1C")))
    queue.delete(deed(hold_queue.place("4F2AB1C"), "delete"))
    assert (tmp_path / "said").read_text().splitlines() == ["-c etc -H 4F2AB1C", "-c etc -d 4F2AB1C hold"]


@pytest.mark.parametrize("queue_id", ["ALL;ls", "-", "", "ALL", "None", "4F2AB/../x"])
def test_what_is_no_queue_id_is_told_to_nobody(queue_id: str, tmp_path: Path) -> None:
    queue = HoldQueue([program(tmp_path, f"touch {tmp_path}/asked")])
    with pytest.raises(UndoneError) as raised:
        queue.release(deed(f"postfix:mx:{queue_id}"))
    assert not raised.value.again
    assert not (tmp_path / "asked").exists()


def test_a_failure_is_told_in_postsupers_own_words(tmp_path: Path) -> None:
    queue = HoldQueue([program(tmp_path, "echo 'postsuper: fatal: use is reserved' >&2; exit 1")])
    with pytest.raises(UndoneError, match="ended with 1: postsuper: fatal: use is reserved"):
        queue.release(deed("postfix:mx:4F2AB1C"))


def test_without_postsuper_it_is_not_tried_again(tmp_path: Path) -> None:
    with pytest.raises(UndoneError) as raised:
        HoldQueue([str(tmp_path / "none")]).release(deed("postfix:mx:4F2AB1C"))
    assert not raised.value.again
