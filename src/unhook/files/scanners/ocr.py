"""Words on pictures."""

import time

from unhook.files.model import Fault, Found, Reference, Text
from unhook.files.scanner import Sample, Scanner


def _scan(sample: Sample) -> Found:
    """Give the member `ocr` (`raw`), the words as a text, and the addresses written among them.

    Nothing where words cannot be read on this machine (`files.picture.languages.available`).
    """
    from unhook.files.picture import languages, payload, words
    from unhook.files.picture.fingerprint import dhash
    from unhook.files.picture.opened import opened

    if not languages.available():
        return Found(faults=(Fault("unsupported", "tesserocr"),))
    end = time.monotonic() + sample.limits.recognition_seconds
    texts: list[str] = []
    faults: tuple[Fault, ...] = ()
    seen: set[str] = set()
    for view in opened(sample).views:
        print_ = dhash(view)
        if print_ in seen or not words.likely(view):
            continue
        seen.add(print_)
        read = words.read(view, end - time.monotonic())
        if read.text and read.text not in texts:
            texts.append(read.text)
        if not read.finished:
            faults = (Fault("limit:recognition_seconds", f"{view.width} x {view.height}"),)
            break
    text = "\n".join(texts)[: sample.limits.text_chars]
    if not text:
        return Found(faults=faults)
    urls = payload.addresses(text)[: sample.limits.references]
    references = tuple(Reference(url, "ocr") for url in urls)
    return Found({"ocr": {"raw": text}}, references=references, texts=(Text(text, "ocr"),), faults=faults)


SCANNER = Scanner(
    "ocr", _scan, kinds=frozenset({"png", "jpg", "gif", "webp", "bmp", "tif", "ico"}), on_demand=True
)
