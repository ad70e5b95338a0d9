import pytest

from unhook.links import place


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("127.0.0.1:80", ("127.0.0.1", 80)),
        ("[::1]:8895", ("::1", 8895)),
        ("mx.example.org:25", ("mx.example.org", 25)),
        (":8894", ("", 8894)),
    ],
)
def test_a_place_is_a_host_and_a_port(text: str, parsed: tuple[str, int]) -> None:
    assert place.parsed(text) == parsed


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost", True),
        ("LocalHost", True),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
        ("localhost.example.org", False),
        ("", False),
    ],
)
def test_loopback_is_told_without_asking_anybody(host: str, loopback: bool) -> None:
    assert place.loopback(host) is loopback
