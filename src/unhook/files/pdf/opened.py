"""A PDF opened by qpdf, within limits and with the passwords that are known."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from unhook.files.scanner import Sample
from unhook.limits import FileLimits


class LockedError(Exception):
    """No known password opens it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`password` opens it; empty where none is needed to read."""

    pdf: Any
    password: str = ""


def open_pdf(sample: Sample) -> Opened:
    """The document; raises LockedError, and `pikepdf.PdfError` where qpdf can't make sense of it.

    One of too many objects must have its table: to search it for them takes longer than anybody waits.
    """
    import pikepdf

    _limit(sample.limits)
    for password in ("", *sample.passwords[: sample.limits.passwords]):
        try:
            pdf = pikepdf.open(
                BytesIO(sample.data),
                password=password,
                suppress_warnings=True,
                attempt_recovery=objects_written(sample) <= sample.limits.objects,
            )
        except pikepdf.PasswordError:
            continue
        return Opened(pdf, password)
    raise LockedError


def objects_written(sample: Sample) -> int:
    """How many objects seem to stand in the file, outside its streams."""
    return sample.data.count(b" obj")


@cache
def _limit(limits: FileLimits) -> None:
    """What qpdf may spend on one stream: its limits are the process's, which reads one file at a time."""
    import pikepdf

    most = limits.file_bytes
    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=1_000,
        parser_max_container_size=limits.elements,
        max_stream_filters=8,
        flate_max_memory=most,
        run_length_max_memory=most,
        png_max_memory=most,
        tiff_max_memory=most,
        dct_max_memory=most,
    )
