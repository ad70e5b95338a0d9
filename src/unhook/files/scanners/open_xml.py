"""Office Open XML (ECMA-376): Word, Excel and PowerPoint since 2007, with and without macros."""

import posixpath
import re
import zipfile
from collections import Counter

from unhook.files.collecting import Collecting
from unhook.files.model import Found
from unhook.files.office import biff, embedded, fields, properties
from unhook.files.office.compound import Compound
from unhook.files.office.macros import Macros
from unhook.files.office.package import Package
from unhook.files.office.record import oletools
from unhook.files.office.relations import outward
from unhook.files.scanner import Sample, Scanner
from unhook.message.mime.magic import OLE

_KINDS = frozenset({"docx", "docm", "xlsx", "xlsm", "xlsb", "pptx", "pptm"})
_WORDS = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\d*\.xml", re.I)
_SLIDES = re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml", re.I)
_SHEETS = re.compile(
    r"xl/(?:sharedStrings\.xml|worksheets/[^/]+\.xml|drawings/[^/]+\.xml|comments\d*\.xml)", re.I
)
_MACRO_SHEET = re.compile(r"xl/macrosheets/[^/]+\.(?:xml|bin)", re.I)
_EMBEDDED = re.compile(r"[^/]+/(?:embeddings|activeX)/[^/]+", re.I)
_MEDIA = re.compile(r"[^/]+/media/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf)", re.I)
_LINES = frozenset({"p", "si", "row", "br", "tr"})
_FORMULA_CHARS = 8_192


def scan(sample: Sample) -> Found:
    """Each part is read once, for what it is by its place in the package."""
    out = Collecting(sample)
    try:
        package = Package(sample.data, out)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        out.fault("damaged", type(error).__name__)
        return out.found()
    relationships = outward(package, out)
    counted = _text(package, out)
    macros = Macros(out)
    pictures = 0
    for name in package.names:
        if _EMBEDDED.fullmatch(name):
            _object(name, package, out)
        elif name.lower().endswith((".bin", ".dat")) and not _MACRO_SHEET.fullmatch(name):
            _project(name, package, macros, out)
        elif _MACRO_SHEET.fullmatch(name):
            _macro_sheet(name, package, macros, out)
        elif _MEDIA.fullmatch(name):
            pictures += 1
            out.child(package.read(name), posixpath.basename(name), "picture")
        elif name.lower().startswith("customui/"):
            out.sign("custom-ui", name)
    told = macros.told()
    if told["vba"]:
        out.record["vba"] = told["vba"]
    outside = tuple((each.kind, each.target) for each in relationships)
    out.record["oletools"] = oletools(_form(sample.kind), told, relationships=outside)
    _properties(package, sample.kind, pictures, counted, out)
    return out.found()


def _form(kind: str) -> str:
    program = {"d": "MS Word", "x": "MS Excel", "p": "MS PowerPoint"}[kind[0]]
    macros = {"m": " Macro-Enabled", "b": " Binary"}.get(kind[-1], "")
    return f"{program} 2007+{macros} ({kind})"


def _text(package: Package, out: Collecting) -> int:
    """Words of the document, and its fields and DDE links; gives how many words."""
    count = 0
    for name in package.names:
        if _WORDS.fullmatch(name) or _SLIDES.fullmatch(name) or _SHEETS.fullmatch(name):
            pieces: list[str] = []
            codes: list[str] = []
            for element in package.elements(name):
                if element.name == "t":
                    pieces.append(element.text)
                elif element.name == "instrText":
                    codes.append(element.text)
                elif element.name == "fldSimple":
                    fields.read(element.attributes.get("instr", ""), out)
                elif element.name == "fldChar" and element.attributes.get("fldCharType") in (
                    "separate",
                    "end",
                ):
                    # A code may be cut into any number of runs.
                    fields.read("".join(codes), out)
                    codes.clear()
                elif element.name == "f":
                    _formula(element.text[:_FORMULA_CHARS], out)
                elif element.name in _LINES:
                    pieces.append("\n")
                elif element.name in ("tab", "tc"):
                    pieces.append("\t")
            words = "".join(pieces)
            count += len(words.split())
            if not out.text(words, name):
                break
        elif name.lower().startswith("xl/externallinks/") and name.lower().endswith(".xml"):
            for element in package.elements(name):
                if element.name == "ddeLink":
                    told = element.attributes
                    out.sign("dde", f"{told.get('ddeService', '')}|{told.get('ddeTopic', '')}")
        elif name.lower() == "xl/workbook.xml":
            _workbook(package, name, out)
    return count


_HYPERLINK = re.compile(r'(?i)\bHYPERLINK\(\s*"([^"]{1,8192})"')
_FETCHING = re.compile(r'(?i)\b(?:WEBSERVICE|IMAGE)\(\s*"([^"]{1,8192})"')


def _formula(text: str, out: Collecting) -> None:
    for match in _HYPERLINK.finditer(text):
        out.reference(match[1], "field")
    for match in _FETCHING.finditer(text):
        out.sign("external-relationship", match[1])
        out.reference(match[1], "field")


def _workbook(package: Package, name: str, out: Collecting) -> None:
    hidden: Counter[str] = Counter()
    for element in package.elements(name):
        if element.name == "sheet":
            hidden[element.attributes.get("state", "visible")] += 1
        elif element.name == "definedName":
            told = element.attributes.get("name", "").lower().removeprefix("_xlnm.")
            if told.startswith(("auto_open", "auto_close", "auto_activate")):
                out.sign("macro-auto-exec", element.attributes["name"])
    if hidden["veryHidden"]:
        out.sign("very-hidden-sheet", str(hidden["veryHidden"]))


def _project(name: str, package: Package, macros: Macros, out: Collecting) -> None:
    data = package.read(name)
    if data.startswith(OLE):
        try:
            macros.project(Compound(data, out))
        except (OSError, ValueError, RecursionError, IndexError):
            out.fault("damaged", name)


def _macro_sheet(name: str, package: Package, macros: Macros, out: Collecting) -> None:
    out.sign("xlm-macro", name)
    if name.lower().endswith(".xml"):
        formulas = [each.text for each in package.elements(name) if each.name == "f" and each.text]
        macros.sheet("\n".join(formulas))
    else:
        # BIFF12's formulas are not written out; what it says in plain words still is.
        macros.sheet(biff.strings(package.read(name)))


def _object(name: str, package: Package, out: Collecting) -> None:
    data = package.read(name)
    if "/activex/" in name.lower() and not data.startswith(OLE):
        return
    if not data.startswith(OLE):
        out.sign("embedded-object", posixpath.basename(name))
    else:
        try:
            inside = Compound(data, out)
        except (OSError, ValueError, RecursionError, IndexError):
            inside = None
        if inside is not None:
            embedded.class_name(inside.class_id, out)
    out.child(data, posixpath.basename(name), "embedded object")


def _properties(package: Package, kind: str, pictures: int, words: int, out: Collecting) -> None:
    pairs = [
        (element.name, element.text)
        for name in ("docProps/core.xml", "docProps/app.xml")
        for element in package.elements(name)
        if element.text
    ]
    told = properties.told((name, _date(name, text)) for name, text in pairs)
    out.record["exiftool"] = told
    member = {"d": "docx", "p": "pptx"}.get(kind[0])
    if member:
        out.record[member] = {"author": told["creator"], "image_count": pictures, "word_count": words}


def _date(name: str, text: str) -> str:
    """`2024-03-05T10:11:12Z` as ExifTool writes it."""
    if name not in ("created", "modified"):
        return text
    day, _, time = text.partition("T")
    return f"{day.replace('-', ':')} {time}"


SCANNER = Scanner("open_xml", scan, kinds=_KINDS)
