"""PDF: what it does, where it leads, what it carries, what stands on its pages."""

import re

from unhook.files.collecting import Collecting
from unhook.files.model import Found
from unhook.files.pdf import actions, links, objects, pages, properties
from unhook.files.pdf.object_hash import object_hash
from unhook.files.pdf.opened import LockedError, Opened, objects_written, open_pdf
from unhook.files.scanner import Sample, Scanner

_UPDATE = re.compile(rb"startxref\s")


def scan(sample: Sample) -> Found:
    """Structure first; where that can't be read, the pages may still be."""
    out = Collecting(sample)
    if hashed := object_hash(sample.data, sample.limits.objects):
        out.record["pdf_obj_hash"] = {"object_hash": hashed}
    try:
        import pikepdf
        import pypdfium2
    except ImportError as error:
        out.fault("unsupported", error.name or "pikepdf")
        return out.found()
    opened: Opened | None = None
    heavy = objects_written(sample) > sample.limits.objects
    try:
        opened = open_pdf(sample)
        heavy = _structure(sample, opened, out) or heavy
    except LockedError:
        out.sign("encrypted")
        out.fault("encrypted")
        out.record["exiftool"] = properties.locked()
        return out.found()
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        out.fault("damaged", f"structure: {type(error).__name__}")
    if not heavy:
        try:
            pages.read(sample.data, opened.password if opened else "", out)
        except pypdfium2.PdfiumError:
            out.fault("damaged", "pages")
    return out.found({"pdf": {**out.record.get("pdf", {}), "urls": list(out.links)}})


def _structure(sample: Sample, opened: Opened, out: Collecting) -> bool:
    """Says whether the pages are too heavy to be read."""
    pdf = opened.pdf
    if pdf.is_encrypted and opened.password:
        out.sign("opened-with-password", opened.password)
    updates = len(_UPDATE.findall(sample.data)) - 1 - bool(pdf.is_linearized)
    if updates > 0:
        out.sign("pdf-updated", str(updates))
    out.record["exiftool"] = properties.read(pdf, out)
    actions.triggers(pdf.Root, out)
    links.read(pdf, out)
    seen = objects.read(pdf, objects_written(sample), out)
    out.record["pdf"] = {
        "objects": sum(seen.counts.values()),
        "images": seen.counts["XObject/Image"],
        "updates": max(updates, 0),
        "encrypted": bool(pdf.is_encrypted),
    }
    return seen.heavy


SCANNER = Scanner("pdf", scan, kinds=frozenset({"pdf"}))
