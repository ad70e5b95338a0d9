"""OpenDocument (ISO/IEC 26300): texts, sheets, slides; macros, links, what is embedded."""

import posixpath
import re
import zipfile

from unhook.files.collecting import Collecting
from unhook.files.model import Found
from unhook.files.office import properties
from unhook.files.office.macros import Macros
from unhook.files.office.package import Package
from unhook.files.office.record import oletools
from unhook.files.safe_xml import Element
from unhook.files.scanner import Sample, Scanner

_MACRO = re.compile(r"(?:Basic/.+/(?!script-lb)[^/]+\.xml|Scripts/.+\.(?:py|js|bsh))")
_PICTURE = re.compile(r"(?:Pictures|media)/[^/]+")
_OBJECT = re.compile(r"Object \d+|ObjectReplacements/[^/]+")
_LINES = frozenset({"p", "h", "table-row"})
_LINKS = frozenset(
    {"a", "image", "object", "object-ole", "section-source", "table-source", "plugin", "floating-frame"}
)


def scan(sample: Sample) -> Found:
    """Parts are told apart by their places in the package."""
    out = Collecting(sample)
    try:
        package = Package(sample.data, out)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        out.fault("damaged", type(error).__name__)
        return out.found()
    if _encrypted(package):
        out.sign("encrypted")
        out.fault("encrypted")
        out.record["oletools"] = oletools("OpenDocument", encrypted=True)
        return out.found()
    macros = Macros(out)
    outside = _contents(package, out)
    for name in package.names:
        if _MACRO.fullmatch(name):
            _macro(name, package, macros)
        elif _PICTURE.fullmatch(name):
            out.child(package.read(name), posixpath.basename(name), "picture")
        elif _OBJECT.fullmatch(name) and not name.startswith("ObjectReplacements"):
            out.sign("embedded-object", name)
            out.child(package.read(name), name, "embedded object")
    told = macros.told()
    if told["vba"]:
        out.record["vba"] = told["vba"]
    out.record["oletools"] = oletools("OpenDocument", told, relationships=outside)
    out.record["exiftool"] = properties.told(
        (element.name, element.text) for element in package.elements("meta.xml") if element.text
    )
    return out.found()


def _encrypted(package: Package) -> bool:
    return any(element.name == "encryption-data" for element in package.elements("META-INF/manifest.xml"))


def _macro(name: str, package: Package, macros: Macros) -> None:
    if name.endswith(".xml"):
        for element in package.elements(name):
            if element.name == "module":
                macros.module(posixpath.basename(name), element.text, "Basic")
    else:
        macros.module(posixpath.basename(name), package.read(name).decode("utf-8", "replace"), "script")


def _contents(package: Package, out: Collecting) -> tuple[tuple[str, str], ...]:
    outside: list[tuple[str, str]] = []
    for name in ("content.xml", "styles.xml"):
        pieces: list[str] = []
        for element in package.elements(name):
            pieces.append(element.text)
            if element.name in _LINES:
                pieces.append("\n")
            elif element.name in _LINKS and (target := element.attributes.get("href", "")):
                _link(element, target, outside, out)
            elif element.name == "event-listener":
                _listener(element, out)
            elif element.name == "dde-source":
                told = element.attributes
                out.sign("dde", f"{told.get('dde-application', '')}|{told.get('dde-topic', '')}")
        out.text("".join(pieces), name)
    return tuple(outside)


def _link(element: Element, target: str, outside: list[tuple[str, str]], out: Collecting) -> None:
    if "://" not in target and not target.startswith(("//", "\\\\", "mailto:")):
        return
    out.reference(target, "relationship")
    outside.append(("hyperlink" if element.name == "a" else element.name, target))
    if element.name != "a":
        sign = "remote-picture" if element.name == "image" else "external-relationship"
        out.sign(sign, f"{element.name} {target}")


def _listener(element: Element, out: Collecting) -> None:
    """A macro bound to an event, such as `dom:load`."""
    event = element.attributes.get("event-name", "")
    out.sign("macro-auto-exec", f"{event} {element.attributes.get('href', '')}".strip())


SCANNER = Scanner("opendocument", scan, kinds=frozenset({"odt", "ods", "odp"}))
