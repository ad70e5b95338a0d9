from bench.verdicts.draft import Attachment, Draft, read, write

import unhook

from .mails import BOTH, PLAIN


def test_a_mail_is_taken_apart() -> None:
    draft = read(BOTH)
    assert draft.names == ("received", "from", "to", "subject", "x-mailer", "date")
    assert draft.fields[3] == b"Subject: Your\r\n mailbox"
    assert draft.text == "Confirm résumé at http://login.example/x"
    assert draft.html is not None
    assert 'href="http://login.example/x"' in draft.html
    assert draft.attachments == (Attachment("application/pdf", "a.pdf", b"%PDF-"),)


def test_put_together_it_is_the_same_mail() -> None:
    for raw in (BOTH, PLAIN):
        before, after = unhook.parse(raw), unhook.parse(write(read(raw)))
        assert after.subject == before.subject
        assert after.sender.email.email == before.sender.email.email
        assert after.body.current_thread.text == before.body.current_thread.text
        assert [link.href_url and link.href_url.url for link in after.body.links] == [
            link.href_url and link.href_url.url for link in before.body.links
        ]
        assert [file.file_name for file in after.attachments] == [
            file.file_name for file in before.attachments
        ]
        assert write(read(write(read(raw)))) == write(read(raw))


def test_odd_mails_do_not_raise() -> None:
    broken = b'Content-Type: multipart/mixed; boundary="x"\r\n\r\nno parts'
    unknown = b"Content-Type: text/plain; charset=klingon\r\n\r\n\xff"
    for raw in (b"", b"\r\n\r\n", broken, unknown, b"Subject: only a head", b"\x00\xff" * 50):
        assert write(read(raw))
    assert read(unknown).text == "ÿ"


def test_a_file_name_cannot_add_fields() -> None:
    draft = Draft((), attachments=(Attachment("text/plain", 'a"\r\nBcc: x', b"x", "<y>\r\nBcc: y"),))
    assert b"\nBcc" not in write(draft)
