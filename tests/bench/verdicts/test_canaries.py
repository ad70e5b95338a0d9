from bench.verdicts.canaries import exchanged
from bench.verdicts.draft import read

from .mails import BOTH, PLAIN


def test_a_trace_leaves_what_a_reader_sees() -> None:
    mail = exchanged(read(PLAIN), read(BOTH), "trace")
    assert mail.names == ("received", "x-mailer", "from", "to", "subject")
    assert mail.fields[2:] == read(PLAIN).fields
    assert mail.text == read(PLAIN).text


def test_the_whole_header_takes_the_sender_along() -> None:
    mail = exchanged(read(PLAIN), read(BOTH), "whole")
    assert b"From: Desk <desk@sender.example>" in mail.fields
    assert mail.names[-1] == "subject"
    assert mail.fields[-1] == b"Subject: hello"
    assert mail.names.count("subject") == 1
