import shutil
from pathlib import Path

import pytest
from bench.trained import Bogofilter


def mail(words: str) -> bytes:
    return f"From: a@sender.example\r\nTo: b@corp.example\r\nSubject: {words}\r\n\r\n{words}\r\n".encode()


@pytest.mark.skipif(shutil.which("bogofilter") is None, reason="needs Debian's bogofilter")
def test_bogofilter_learns_into_a_folder_of_its_own(tmp_path: Path) -> None:
    peer = Bogofilter(tmp_path)
    peer.learn([mail(f"confirm your mailbox {number}") for number in range(10)], spam=True)
    peer.learn([mail(f"lunch at noon {number}") for number in range(10)], spam=False)
    assert peer.score(mail("confirm your mailbox")) > peer.flags_from
    assert peer.score(mail("lunch at noon")) < 0.1
    assert list(tmp_path.iterdir())
