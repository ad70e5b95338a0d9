"""Word, Excel and PowerPoint 97 to 2003, and whatever else is an OLE compound file."""

from unhook.files.collecting import Collecting
from unhook.files.model import Found
from unhook.files.office import biff, decryption, embedded, fields, properties, words
from unhook.files.office.compound import Compound
from unhook.files.office.macros import Macros
from unhook.files.office.record import oletools
from unhook.files.scanner import Sample, Scanner

_FORMS = {
    "doc": "MS Word 97-2003 Document", "xls": "MS Excel 97-2003 Workbook",
    "ppt": "MS PowerPoint 97-2003 Presentation",
    "vsd": "MS Visio Document", "pub": "MS Publisher Document",
}  # fmt: skip
_PICTURES = ((b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82", 8, "png"), (b"\xff\xd8\xff", b"\xff\xd9", 2, "jpg"))
_PICTURE_STREAMS = ("data", "pictures")
_PUBLISHER = "00021201-0000-0000-C000-000000000046"


def scan(sample: Sample) -> Found:
    """What is encrypted is given out in the clear, if a known password opens it, and read then."""
    out = Collecting(sample)
    form = _FORMS.get(sample.kind, "OLE Compound File")
    opened = decryption.decrypt(sample)
    if opened.encrypted:
        out.record["oletools"] = oletools(form, encrypted=True)
        _decrypted(opened, sample, out)
        return out.found()
    try:
        compound = Compound(sample.data, out)
    except (OSError, ValueError, RecursionError, IndexError) as error:
        out.fault("damaged", type(error).__name__)
        return out.found()
    if compound.class_id.upper() == _PUBLISHER:
        form = _FORMS["pub"]
    macros = Macros(out)
    _properties(compound, out)
    _objects(compound, out)
    _words(compound, macros, out)
    macros.project(compound)
    told = macros.told()
    out.record["oletools"] = oletools(form, told)
    if told["vba"]:
        out.record["vba"] = told["vba"]
    return out.found()


def _decrypted(opened: decryption.Decrypted, sample: Sample, out: Collecting) -> None:
    if opened.data is None:
        out.sign("encrypted")
        out.fault("encrypted", "not every password was tried" if opened.cut else "")
    else:
        out.sign("opened-with-password", opened.password or "")
        if out.spend(len(opened.data), "decrypted"):
            out.child(opened.data, sample.name, "decrypted document", sample.media_type)


def _properties(compound: Compound, out: Collecting) -> None:
    try:
        metadata = compound.ole.get_metadata()
    except Exception:
        # A property set is read as it claims to be; anything may come of it.
        out.fault("damaged", "properties")
        return
    out.record["exiftool"] = properties.told(properties.of_ole(metadata))


def _objects(compound: Compound, out: Collecting) -> None:
    for name, class_id in compound.storages:
        if "objectpool/" in name.lower() or name.lower().startswith("mbd"):
            embedded.class_name(class_id, out)
    for name in compound.names:
        last = name.rpartition("/")[2].lower()
        if last == "\x01ole10native":
            embedded.native(compound.read(name), out)
        elif last == "equation native":
            out.sign("equation-object", "Equation Native")
        elif last in ("package", "contents") and "/" in name:
            data = compound.read(name)
            if out.spend(len(data), name):
                out.child(data, None, "embedded object")
        elif last in _PICTURE_STREAMS:
            _pictures(compound.read(name), out)


def _words(compound: Compound, macros: Macros, out: Collecting) -> None:
    if compound.has("WordDocument"):
        tables = {name: compound.read(name) for name in ("0Table", "1Table")}
        text = words.of_document(compound.read("WordDocument"), tables, out.limits.text_chars)
        out.text(fields.inside(text, out))
    for name in ("Workbook", "Book"):
        if compound.has(name):
            _workbook(compound.read(name), macros, out)
    if compound.has("PowerPoint Document"):
        for inside in words.of_slides(compound.read("PowerPoint Document"), out):
            out.child(inside, None, "embedded object")
            try:
                macros.project(Compound(inside, out))
            except (OSError, ValueError, RecursionError, IndexError):
                out.fault("damaged", "OLE storage")


def _workbook(stream: bytes, macros: Macros, out: Collecting) -> None:
    macro_sheets, formulas = biff.read(stream, out)
    if macro_sheets:
        macros.sheet(formulas)


def _pictures(data: bytes, out: Collecting) -> None:
    """PNG and JPEG as they stand whole in a stream, each up to its end mark."""
    for opening, closing, tail, ending in _PICTURES:
        at = data.find(opening)
        while at >= 0:
            end = data.find(closing, at)
            if end < 0:
                break
            picture = data[at : end + tail]
            if not out.spend(len(picture), "pictures"):
                return
            out.child(picture, f"picture.{ending}", "picture")
            at = data.find(opening, end)


SCANNER = Scanner("ole_document", scan, kinds=frozenset({"doc", "xls", "ppt", "ole", "vsd"}))
