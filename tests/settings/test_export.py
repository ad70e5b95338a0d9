from pathlib import Path

import pytest
from pydantic import ValidationError

from unhook.settings.export import Export, WebhookTable


def _hook(url: str, name: str = "soc") -> WebhookTable:
    return WebhookTable(name=name, url=url, secret_file=Path("/s"))


@pytest.mark.parametrize(
    "url", ["https://soc.example.com/in", "http://127.0.0.1:8080/", "http://localhost/x"]
)
def test_notices_go_over_tls_or_stay_here(url: str) -> None:
    assert _hook(url).url == url


@pytest.mark.parametrize(
    "url",
    ["http://soc.example.com/", "https://u:p@soc.example.com/", "file:///etc/passwd", "https:///x", "x"],
)
def test_no_other_address_is_taken(url: str) -> None:
    with pytest.raises(ValidationError, match="url"):
        _hook(url)


def test_nothing_is_told_by_default() -> None:
    assert Export() == Export(log="none", metrics=None, webhook=())


def test_names_are_given_once_and_metrics_stay_on_loopback() -> None:
    with pytest.raises(ValidationError, match="same name"):
        Export(webhook=(_hook("https://a.example.com/"), _hook("https://b.example.com/")))
    with pytest.raises(ValidationError, match="loopback"):
        Export(metrics="0.0.0.0:9100")
    assert Export(metrics="[::1]:9100").metrics
