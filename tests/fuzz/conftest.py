"""`--fuzz=N`: how many messages the properties try together; 200 unless told, `make fuzz` asks for 10,000."""

import pytest
from hypothesis import HealthCheck, settings

PROPERTIES = 3


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz", type=int, default=200, metavar="N", help="messages to try in all")


def pytest_configure(config: pytest.Config) -> None:
    settings.register_profile(
        "fuzz",
        max_examples=max(1, config.getoption("--fuzz", 200) // PROPERTIES),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
