"""What scanners find in a file, and the tree of files that comes of it.

All values are frozen and plain, since they cross the border of a worker process that may have been
taken over: `msgspec` decodes them by these types and refuses everything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Child:
    """A file found inside another. `how` says as what, in English: `archive entry`, `embedded object`,
    `page picture`, `decoded script`, `attachment`; `media_type` as declared there, if at all.
    """

    data: bytes
    name: str | None = None
    how: str = "entry"
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A URL that the file leads to, as written. `how`: `annotation`, `text`, `qr`, `relationship`, `form`,
    `script`, `shortcut`, `redirect`, `macro`, ...; `place`: where, for a person (`page 2`).
    """

    url: str
    how: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words that a person would read in the file. `how`: `text`, `ocr`, `metadata`."""

    text: str
    how: str = "text"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something worth telling a rule: a kebab-case `name` such as `macro-auto-exec`, `pdf-launch-action`,
    and the detail that a person needs (attacker-made text, not defanged).
    """

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the file was not read wholly: `name` is `limit:<field of FileLimits>`, `crash`, `hang`,
    `memory`, `failed`, `damaged`, `encrypted` or `unsupported`; `detail` names the scanner or the place.
    """

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One file's answers.

    `record`: members of `scan.*` in the shape that rules read (`mql.library.explode.Scan`), as JSON values.
    `mime` and `flavors`: the type by libmagic and the names of type rules that match.
    """

    record: Mapping[str, Any] = field(default_factory=dict)
    children: tuple[Child, ...] = ()
    references: tuple[Reference, ...] = ()
    texts: tuple[Text, ...] = ()
    signs: tuple[Sign, ...] = ()
    faults: tuple[Fault, ...] = ()
    mime: str | None = None
    flavors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A file of the tree. `kind`: the type by content in the short names of `message.mime.magic`;
    `parent`: index in `Tree.nodes`, None for the file itself; `depth` counts the wrappings; `size` in bytes.
    """

    data: bytes = field(repr=False)
    kind: str
    name: str | None = None
    media_type: str | None = None
    how: str = "file"
    parent: int | None = None
    depth: int = 0
    found: Found = Found()

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


@dataclass(frozen=True, slots=True)
class Tree:
    """A file and all that is inside, the file itself first, parents before children.

    `faults`: what stopped the walk itself (`limit:files`, `limit:depth`, ...).
    """

    nodes: tuple[Node, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything was read: an encrypted file that no known password opens was not."""
        return not self.faults and not any(node.found.faults for node in self.nodes)
