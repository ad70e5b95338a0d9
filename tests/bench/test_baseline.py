import pytest

from bench import baseline

pytest.importorskip("sklearn", reason="needs the dependency group `bench`")


def mail(words: str) -> bytes:
    return f"From: a@sender.example\r\nTo: b@corp.example\r\nSubject: {words}\r\n\r\n{words}\r\n".encode()


def test_it_tells_apart_what_it_has_learnt() -> None:
    phish = [mail(f"confirm your mailbox number {number}") for number in range(10)]
    ham = [mail(f"lunch at noon with report {number}") for number in range(10)]
    learnt = baseline.Baseline(phish, ham)
    assert learnt.score(mail("please confirm your mailbox")) > 0.6
    assert learnt.score(mail("the report before lunch at noon")) < 0.4
