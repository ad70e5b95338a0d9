import socket
import stat
from pathlib import Path

import pytest

from unhook.errors import ConfigError
from unhook.mailflow.milter.listen import listen
from unhook.settings.model import Milter


def reached(bound: socket.socket) -> bool:
    with socket.socket(bound.family, socket.SOCK_STREAM) as caller:
        return caller.connect_ex(bound.getsockname()) == 0


def test_a_port_of_loopback() -> None:
    with listen(Milter(listen="inet:127.0.0.1:0")) as bound:
        assert reached(bound)


def test_a_unix_socket_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "sock"
    with listen(Milter(listen=f"unix:{path}", socket_mode="0666")) as bound:
        assert reached(bound)
        assert stat.S_IMODE(path.stat().st_mode) == 0o666


def test_a_socket_that_was_left_over_is_replaced_and_one_in_use_is_not(tmp_path: Path) -> None:
    settings = Milter(listen=f"unix:{tmp_path}/sock")
    listen(settings).close()
    with listen(settings) as bound:
        with pytest.raises(ConfigError, match="in use"):
            listen(settings)
        assert reached(bound)


def test_a_file_that_is_no_socket_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "sock"
    path.write_text("precious")
    with pytest.raises(ConfigError):
        listen(Milter(listen=f"unix:{path}"))
    assert path.read_text() == "precious"


def test_a_group_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no-such-group"):
        listen(Milter(listen=f"unix:{tmp_path}/sock", socket_group="no-such-group"))
