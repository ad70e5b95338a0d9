"""Regular expressions that are compiled at their first use: one mail meets only some of them."""

import re
from typing import Any, cast


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later. A mistake in the pattern shows when it is first used, too."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # Kept as the instance's own: the next look-up finds it without coming here.
        value = self.__dict__[name] = getattr(re.compile(*self._source), name)
        return value
