import pytest

from unhook.console import serve
from unhook.errors import ConfigError
from unhook.settings import Settings


def test_only_loopback_needs_no_name() -> None:
    assert serve.manner_of(Settings()).secure is False
    for listen in ("0.0.0.0:80", "192.0.2.1:80", "[::]:80", "mail.example.org:80"):
        with pytest.raises(ConfigError, match="public_url"):
            serve.manner_of(Settings.model_validate({"console": {"listen": listen}}))


def test_https_makes_cookies_secure_and_the_host_known() -> None:
    wanted = {"listen": "0.0.0.0:80", "public_url": "https://unhook.example.org"}
    manner = serve.manner_of(Settings.model_validate({"console": wanted}))
    assert manner.secure
    assert "unhook.example.org" in manner.hosts


def test_without_a_store_there_is_no_console() -> None:
    with pytest.raises(ConfigError, match="store"):
        serve.run(Settings())
