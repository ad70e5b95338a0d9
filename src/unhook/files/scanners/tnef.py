"""What Outlook sends as winmail.dat (MS-OXTNEF)."""

import logging
import warnings
from typing import Any

from unhook.errors import InputError
from unhook.files.model import Child, Fault, Found, Text
from unhook.files.scanner import Sample, Scanner
from unhook.message.container import rtf


def scan(sample: Sample) -> Found:
    """Attachments and the body, in whichever of its forms."""
    try:
        from tnefparse.tnef import TNEF
    except ImportError:
        return Found(faults=(Fault("unsupported", "tnefparse"),))
    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            opened = TNEF(sample.data, do_checksum=False)
        # The library stumbles over damage in many ways.
        except Exception as error:
            return Found(faults=(Fault("damaged", type(error).__name__),))
        children = [_attachment(each) for each in opened.attachments]
    children += _bodies(opened, sample)
    plain = _text(opened.body)
    return Found(
        children=tuple(children)[: sample.limits.files],
        texts=(Text(plain[: sample.limits.text_chars]),) if plain else (),
        faults=(Fault("limit:files", "winmail.dat"),) if len(children) > sample.limits.files else (),
    )


def _attachment(attached: Any) -> Child:
    try:
        name = _text(attached.long_filename()).strip("\0") or None
    except UnicodeError:
        name = None
    embedded = hasattr(attached, "embed")
    return Child(attached.data, name, "attachment", "application/ms-tnef" if embedded else None)


def _bodies(opened: Any, sample: Sample) -> list[Child]:
    found = []
    if html := opened.htmlbody:
        data = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
        found.append(Child(data, "body.html", "mail body", "text/html"))
    if compressed := opened._rtfbody:
        try:
            data = rtf.decompress(compressed, sample.limits.file_bytes)
            found.append(
                Child(data if isinstance(data, bytes) else data.encode(), "body.rtf", "mail body", None)
            )
        except (ValueError, InputError):
            pass
    return found


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")


SCANNER = Scanner("tnef", scan, kinds=frozenset({"tnef"}))
