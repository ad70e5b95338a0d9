"""One browser for the tests of a process. Without Chromium they are skipped, without namespaces they fail."""

from collections.abc import Iterator

import pytest

from unhook.pages.browser import availability
from unhook.pages.browser.browser import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if availability.chromium() is None:
        pytest.skip("needs Debian's chromium")
    with Browser() as shown:
        yield shown
