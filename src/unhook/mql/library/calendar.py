"""`file.parse_ics`: the events of a calendar file (RFC 5545)."""

from unhook.files.calendar import CalendarFile, read
from unhook.message.model import Attachment
from unhook.mql.library.file import as_text
from unhook.mql.library.function import Function, function
from unhook.mql.run import Run


def _calendar(name: str) -> Function:
    @function(name, remember=True, cost=500)
    def parse_ics(run: Run, file: Attachment) -> CalendarFile:
        return read(as_text(file.raw[: run.limits.text_chars]), run.limits.links)

    return parse_ics


FUNCTIONS = (_calendar("file.parse_ics"), _calendar("beta.file.parse_ics"))
