"""One browser for the tests of a process. Without Chromium they are skipped, without namespaces they fail."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from unhook.pages.browser import availability
from unhook.pages.browser.browser import Browser

# The hostile page is the measurements' too, which are found from the repository's root.
sys.path.insert(0, str(Path(__file__).parents[2]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if availability.chromium() is None:
        pytest.skip("needs Debian's chromium")
    with Browser() as shown:
        yield shown
