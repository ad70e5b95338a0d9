import socket
import threading
from pathlib import Path

import pytest

from unhook.errors import ConfigError, MailboxError
from unhook.links.place import loopback
from unhook.mailbox.imap.connection import Server, connect
from unhook.mailbox.imap.mailbox import Imap
from unhook.mailbox.secret import Secret


@pytest.fixture
def secret(tmp_path: Path) -> Secret:
    path = tmp_path / "secret"
    path.write_text("secret\n")
    return Secret(path)


def test_a_password_goes_over_no_network_in_the_clear(secret: Secret) -> None:
    with pytest.raises(ConfigError, match="without TLS"):
        connect(Server("mail.example.com", 143, "jo", secret, protection="none"))


def test_loopback_is_known_without_asking_anybody() -> None:
    assert [loopback(each) for each in ("127.0.0.1", "::1", "localhost", "127.0.0.2")] == [True] * 4
    assert [loopback(each) for each in ("localhost.example", "10.0.0.1", "::")] == [False] * 3


def test_without_a_server_there_is_a_temporary_error(secret: Secret) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(MailboxError) as failure:
            connect(Server("127.0.0.1", taken.getsockname()[1], "jo", secret, protection="none"))
    assert failure.value.temporary


@pytest.mark.parametrize(
    "says",
    [
        b"* BYE away\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"* OK hi\r\n* CAPABILITY\r\n\xff\xff\r\n",
        b"* OK [CAPABILITY IMAP4rev1] hi\r\nfoo\r\n",
        b"",
    ],
)
def test_a_server_that_speaks_something_else_is_a_temporary_error(says: bytes, secret: Secret) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(says)
                connection.settimeout(1.0)
                try:
                    while connection.recv(1000):
                        pass
                except OSError:
                    pass

        threading.Thread(target=serve, daemon=True).start()
        port = listener.getsockname()[1]
        with pytest.raises(MailboxError) as failure:
            Imap(Server("127.0.0.1", port, "jo", secret, protection="none", seconds=0.5))
    assert failure.value.temporary
    assert "secret" not in str(failure.value)
