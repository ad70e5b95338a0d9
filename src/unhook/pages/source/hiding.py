"""What a page does so that nobody looks: obfuscation, and tests of who is looking."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from unhook.files.web import smuggled
from unhook.limits import PageLimits
from unhook.pages.source.model import Evidence, Sign
from unhook.pages.source.read import Read
from unhook.pages.source.script import Script

_PACKER = re.compile(r"eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k\s*,\s*[ed]")
_HEX_NAME = re.compile(r"_0x[0-9a-f]{4,}", re.IGNORECASE)
_HEX_NAMES = 8
_RUN = frozenset({"eval", "Function", "setTimeout", "execScript"})
_DECODE = frozenset({"atob", "unescape", "fromCharCode", "decodeURIComponent"})
_DENSE_CHARS = 2_000
_DENSE_BITS = 4.5
_SAMPLE = 20_000
_DATA = re.compile(r"^(?:data:(?:image|font|audio|video|application/font)|<svg|\s*<|https?:)", re.IGNORECASE)
_LOOPED = re.compile(
    r"(?:setInterval|requestAnimationFrame|while\s*\(|for\s*\(|constructor\s*\(|Function\s*\()[^;]{0,200}?\bdebugger\b",
    re.DOTALL,
)
_KEYS = re.compile(
    r"(?:keyCode|which)\s*={2,3}\s*(?:123|85)|['\"`]F12['\"`]|ctrlKey[^;]{0,120}(?:['\"`]u['\"`]|73|85)",
    re.IGNORECASE,
)
_STOPS = re.compile(r"preventDefault|return\s+false|return\s*!1")
_ROBOT = frozenset({
    "webdriver", "callPhantom", "_phantom", "__nightmare", "domAutomation", "domAutomationController",
    "__selenium_unwrapped", "__webdriver_evaluate", "cdc_adoQpoasnfa76pfcZLmcfl_Array",
})  # fmt: skip
_ROBOT_TEXT = re.compile(r"HeadlessChrome|PhantomJS|Googlebot|bingbot|Selenium", re.IGNORECASE)
_STEERED = frozenset({"location", "replace", "assign", "href", "write", "close", "innerHTML"})
_HANDING = frozenset({"createObjectURL", "msSaveBlob", "msSaveOrOpenBlob", "saveAs", "download", "click"})
_RUNS = frozenset(
    {"exe", "zip", "iso", "rar", "7z", "lnk", "cab", "ole", "msi", "gz", "bz2", "xz", "vhd", "img", "one"}
)
_TOOLS = frozenset({"outerWidth", "outerHeight"})


def of(reads: Sequence[Read], limits: PageLimits) -> Iterator[Sign]:
    """`packed-script`, `eval-decoded`, `hex-names`, `dense-strings`, `unpacked-page`; `debugger-loop`,
    `tools-watched`, `robot-test`, `menu-blocked`, `keys-blocked`.
    """
    for here in reads:
        if here.part.startswith("unpacked"):
            yield Sign("unpacked-page", here.part, here.evidence(here.source[:120]))
        if "oncontextmenu" in here.handlers:
            yield Sign("menu-blocked", "oncontextmenu", here.evidence("oncontextmenu"))
        for script in here.scripts:
            yield from _obfuscated(here, script, limits)
            yield from _watching(here, script)


def _obfuscated(here: Read, script: Script, limits: PageLimits) -> Iterator[Sign]:
    names = script.identifiers
    if match := _PACKER.search(script.source):
        yield Sign("packed-script", match[0], here.evidence(match[0]))
    if (run := names & _RUN) and (how := names & _DECODE) and _hands_on(script):
        yield Sign("eval-decoded", f"{min(run)}({min(how)})", here.evidence(min(run)))
    hexes = [name for name in names if _HEX_NAME.fullmatch(name)]
    if len(hexes) >= _HEX_NAMES:
        yield Sign("hex-names", f"{len(hexes)}: {min(hexes)}", here.evidence(min(hexes)))
    for text in script.strings:
        if len(text) >= _DENSE_CHARS and not _DATA.match(text) and entropy(text[:_SAMPLE]) >= _DENSE_BITS:
            if " " in text[:200] or any(smuggled.payloads(f'"{text}"', 1, 1)):
                continue
            yield Sign("dense-strings", f"{len(text)} characters", here.evidence(text[:60]))
            break


def _hands_on(script: Script) -> bool:
    """Whether what is decoded is handed to what runs it: the two stand within a few words of each other."""
    tokens = script.tokens
    for at, (kind, text) in enumerate(tokens):
        if kind == "identifier" and text in _RUN:
            near = {word for what, word in tokens[at + 1 : at + 10] if what == "identifier"}
            if near & _DECODE:
                return True
    return False


def _watching(here: Read, script: Script) -> Iterator[Sign]:
    names, source = script.identifiers, script.source
    if match := _LOOPED.search(source):
        yield Sign("debugger-loop", "debugger", here.evidence(match[0][-60:]))
    if names >= _TOOLS and names & _STEERED and re.search(r"outer(?:Width|Height)\s*-", source):
        yield Sign("tools-watched", "outerWidth", here.evidence("outerWidth"))
    found = _ROBOT_TEXT.search(source)
    robot = next(iter(sorted(names & _ROBOT)), found[0] if found else None)
    if robot and names & _STEERED:
        yield Sign("robot-test", robot, here.evidence(robot))
    if "contextmenu" in script.strings and _STOPS.search(source):
        yield Sign("menu-blocked", "contextmenu", here.evidence("contextmenu"))
    elif "oncontextmenu" in names and _STOPS.search(source):
        yield Sign("menu-blocked", "oncontextmenu", here.evidence("oncontextmenu"))
    if (match := _KEYS.search(source)) and _STOPS.search(source):
        yield Sign("keys-blocked", match[0], here.evidence(match[0]))


def handed_out(reads: Sequence[Read], files: Sequence[tuple[str, Evidence]]) -> Iterator[Sign]:
    """`file-unpacked`: a program or archive that a script holds in disguise and hands out."""
    hands = any(_HANDING & script.identifiers for here in reads for script in here.scripts)
    for kind, place in files if hands else ():
        if kind in _RUNS:
            yield Sign("file-unpacked", kind, place)


def entropy(text: str) -> float:
    """Shannon entropy in bits a character."""
    counts = Counter(text)
    return (
        -sum(count / len(text) * math.log2(count / len(text)) for count in counts.values()) if text else 0.0
    )
