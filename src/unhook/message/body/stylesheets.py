"""`<style>` sheets: which simple rules (`tag`, `.class`, `#id`, `td.class`) an element meets.

Rules with combinators, pseudo-classes or a conditional `@media` are left out: whether they
hold depends on the reader's client.
"""

import re
from dataclasses import dataclass, field

from unhook.message.body import styles
from unhook.message.body.styles import Declarations

_COMPOUND = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)")
_PART = re.compile(r"[.#][\w-]+")
_BRACE = re.compile("[{}]")
_UNCONDITIONAL = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)(?:\s*,\s*[a-z]+)*\s*")
# So many rules with several parts are kept for one key, and so many classes of an element count.
_PER_KEY = 64


@dataclass(slots=True)
class Sheet:
    """The rules of all `<style>` elements read so far, indexed by one part of their selector.

    `uncertain` is true when a rule left out would have set a background.
    """

    simple: dict[str, Declarations] = field(default_factory=dict)
    compound: dict[str, list[tuple[frozenset[str], Declarations]]] = field(default_factory=dict)
    uncertain: bool = False

    def read(self, text: str) -> None:
        """Add the rules of a sheet. Linear; nested blocks other than `@media` are skipped."""
        text = styles.without_comments(text.lower()).replace("<!--", " ").replace("-->", " ")
        at = 0
        while (start := text.find("{", at)) >= 0:
            head = text[at:start].rpartition(";")[2].rpartition("}")[2].strip()
            if head.startswith("@"):
                at = start + 1 if _UNCONDITIONAL.fullmatch(head) else _block_end(text, start)
                continue
            end = text.find("}", start)
            end = len(text) if end < 0 else end
            if found := styles.declarations(text[start + 1 : end]):
                for selector in head.split(","):
                    self._add(selector.strip(), found)
            at = end + 1

    def _add(self, selector: str, found: Declarations) -> None:
        match = _COMPOUND.fullmatch(selector)
        if match is None or not selector:
            self.uncertain = self.uncertain or any(name.startswith("background") for name in found)
            return
        parts = _PART.findall(match[2])
        if match[1] and match[1] != "*":
            parts.insert(0, match[1])
        if len(parts) <= 1:
            key = parts[0] if parts else "*"
            self.simple[key] = styles.cascaded(self.simple.get(key, {}), found)
            return
        rules = self.compound.setdefault(parts[-1], [])
        if len(rules) < _PER_KEY:
            rules.append((frozenset(parts), found))

    def declared(self, tag: str, classes: str, identity: str) -> Declarations:
        """Give what the sheet declares for an element, by specificity (CSS 2.2, 6.4.3)."""
        keys = ["*", tag, *("." + name for name in classes.lower().split()[:_PER_KEY])]
        if identity:
            keys.append("#" + identity.lower())
        present = frozenset(keys)
        found: Declarations = {}
        for key in keys:
            if key in self.simple:
                found = styles.cascaded(found, self.simple[key])
        for key in keys:
            for parts, rule in self.compound.get(key, ()):
                if parts <= present:
                    found = styles.cascaded(found, rule)
        return found


def _block_end(text: str, start: int) -> int:
    depth = 0
    for match in _BRACE.finditer(text, start):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.end()
    return len(text)
