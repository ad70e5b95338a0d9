"""Relationships of a package that lead out of it (ECMA-376 part 2, section 9.3)."""

from dataclasses import dataclass

from unhook.files.collecting import Collecting
from unhook.files.office.package import Package

# Opening the document fetches these; `oleObject` too where it is linked.
_FETCHED = frozenset(
    {"attachedTemplate", "frame", "subDocument", "externalLink", "externalLinkPath", "oleObject", "image",
     "video", "audio", "media", "control", "customUI", "extensibility"}
)  # fmt: skip
_TEMPLATES = frozenset({"attachedTemplate"})
_HARMLESS = frozenset({"image", "video", "audio", "media"})


@dataclass(frozen=True, slots=True)
class Outward:
    """`kind`: the last word of its type, such as `hyperlink`; `part`: whose relationship it is."""

    kind: str
    target: str
    part: str


def outward(package: Package, out: Collecting) -> tuple[Outward, ...]:
    """All external relationships, told as links and signs."""
    found: list[Outward] = []
    for name in package.names:
        if not name.lower().endswith(".rels"):
            continue
        for element in package.elements(name):
            if (
                element.name != "Relationship"
                or element.attributes.get("TargetMode", "").lower() != "external"
            ):
                continue
            each = Outward(
                element.attributes.get("Type", "").rpartition("/")[2],
                element.attributes.get("Target", ""),
                name,
            )
            if len(found) >= out.limits.references:
                out.fault("limit:references", name)
                return tuple(found)
            found.append(each)
            _tell(each, out)
    return tuple(found)


def _tell(each: Outward, out: Collecting) -> None:
    out.reference(each.target, "relationship", each.part)
    if each.kind in _TEMPLATES:
        # A template on the own disk or in the own network drive is every day's.
        if _leads_out(each.target):
            out.sign("remote-template", each.target)
    elif each.kind in _FETCHED and each.kind not in _HARMLESS and _leads_out(each.target):
        out.sign("external-relationship", f"{each.kind} {each.target}")
    elif each.kind in _HARMLESS and _leads_out(each.target):
        out.sign("remote-picture", each.target)


def _leads_out(target: str) -> bool:
    """Whether it names another host, by URL or as a network share."""
    lower = target.lower().strip()
    if lower.startswith("file:"):
        path = lower[5:].replace("\\", "/")
        return path.startswith("//") and not path.startswith("///")
    return "://" in lower or lower.startswith(("\\\\", "mhtml:", "//"))
