"""What a rule file says of the pages behind its proof mails' links, in place of anybody who looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from unhook.links.model import Url
from unhook.message.mime.layout import extension
from unhook.message.model import Attachment, Link
from unhook.mql.values import Unavailable

NEEDS = "link_analysis"
_FILES = "files_downloaded"


@dataclass(frozen=True, slots=True)
class PagesSaid:
    """The fact `link_analysis`: `answers` by address, in the shape of `mql.library.ml.LinkAnalysis`, where a
    name stands for a file.
    """

    answers: Mapping[str, Mapping[str, Any]]

    def link_analysis(self, link: Link | Url, mode: str = "default") -> Mapping[str, Any] | Unavailable:
        """What the file says of the link's page; of any other nobody looked."""
        url = link.href_url if isinstance(link, Link) else link
        said = self.answers.get(url.url if url else "")
        if said is None:
            return Unavailable(NEEDS)
        files = [_file(str(name)) for name in said.get(_FILES) or ()]
        return {**said, _FILES: files} if _FILES in said else said


def _file(name: str) -> Attachment:
    return Attachment(b"", file_name=name, file_extension=extension(name))
