"""Why a page was not shown."""

from unhook.errors import UnhookError


class BrowserError(UnhookError):
    """No page. `name`: `refused` (this machine cannot show any), `hang`, `crash` (of the page), `lost` (the
    whole browser) or `failed`.
    """

    def __init__(self, name: str, detail: str = "") -> None:
        self.name = name
        super().__init__(f"{name}: {detail}" if detail else name)
