"""Mails of our own to take apart and change."""

BOTH = (
    b"Received: from a.example by b.example; Mon, 2 Mar 2026 09:00:05 +0000\r\n"
    b"From: Desk <desk@sender.example>\r\nTo: jo@corp.example\r\nSubject: Your\r\n mailbox\r\n"
    b"X-Mailer: odd\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    b'Content-Type: multipart/alternative; boundary="c"\r\n\r\n--c\r\n'
    b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\nConfirm r\xe9sum\xe9 at http://login.example/x\r\n"
    b"--c\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<html><head><title>Mailbox</title><style>.wide{color:red}</style></head><body>"
    b'<p>Confirm your mailbox &amp; stay <a href=3D"http://login.example/x">here please</a></p>'
    b"</body></html>\r\n--c--\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n"
    b"Content-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"JVBERi0=\r\n--b--\r\n"
)
PLAIN = (
    b"From: a@sender.example\nTo: b@corp.example\nSubject: hello\n\nConfirm at http://login.example/x now\n"
)
GENUINE = "Shall we meet at noon? The report is <almost> done."
