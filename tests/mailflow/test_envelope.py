from dataclasses import replace

from mailflow.mails import ENVELOPE
from unhook import app
from unhook.mailflow.envelope import Envelope, trace


def test_the_trace_is_read_as_a_servers_own() -> None:
    message = app.parse(trace(ENVELOPE) + b"From: a@a.example\r\n\r\nHi\r\n")
    hop = message.headers.hops[-1]
    assert hop.received is not None
    assert message.headers.return_path is not None
    assert message.headers.return_path.email == "bounce@vps-4471.hosting.test"
    assert "203.0.113.77" in {str(ip.ip) for ip in message.headers.ips}
    assert not message.defects


def test_nothing_that_a_sender_says_breaks_out_of_it() -> None:
    evil = replace(
        ENVELOPE,
        helo="a\r\nX-Evil: (1",
        client_name="b) by mx.corp.example (",
        mail_from="x>\r\nBcc: <y@z.example",
        queue_id="\x00é",
    )
    written = trace(evil)
    assert written.count(b"\r\n") == 4
    assert b"\nX-Evil" not in written
    assert written.isascii()
    assert written.count(b"(") == 1


def test_an_empty_envelope_has_a_trace() -> None:
    message = app.parse(trace(Envelope("x", ENVELOPE.received)) + b"\r\nHi\r\n")
    assert len(message.headers.hops) == 1


def test_several_recipients_are_not_told_of_each_other() -> None:
    assert b" for " not in trace(replace(ENVELOPE, recipients=("a@b.example", "c@d.example")))
