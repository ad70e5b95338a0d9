"""What kind of page it is beside what it asks: a test for humans, a drawn window, a device code, one that
moves on, one that shows several providers to choose from, one that shows nothing.
"""

import re
from collections.abc import Iterator, Sequence

from unhook.brands.registry import Brands
from unhook.links import url
from unhook.pages.source import services
from unhook.pages.source.model import ASKED, Sign
from unhook.pages.source.read import Read
from unhook.pages.source.script import Script

_WALL = re.compile(
    r"verify(?:ing)? (?:that )?you are (?:a )?human|just a moment"
    r"|checking (?:your browser|if the site connection is secure)"
    r"|are you (?:a )?(?:robot|human)|i(?:'|’)?m not a robot|press (?:and|&) hold"
    r"|prove you(?:'|’)re (?:not a robot|human)|enable javascript and cookies|attention required"
    r"|ddos protection by|complete the (?:security check|captcha)|security check to access"
    r"|bestätigen sie, dass sie ein mensch|ich bin kein roboter|vérifiez que vous êtes (?:un )?humain"
    r"|je ne suis pas un robot|verifi(?:que|ca) que (?:usted )?(?:eres|es) (?:un )?human|no soy un robot"
    r"|não sou um robô|non sono un robot|ik ben geen robot",
    re.IGNORECASE,
)
_WALL_MARKS = re.compile(
    r"cf-turnstile|cf-chl|challenge-platform|g-recaptcha|h-captcha|grecaptcha|hcaptcha|turnstile|data-sitekey",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"(?:microsoft\.com|aka\.ms|google\.com|github\.com|login\.microsoftonline\.com)"
    r"/(?:devicelogin|device|link|common/oauth2/deviceauth)",
    re.IGNORECASE,
)
_DEVICE_WORDS = re.compile(
    r"(?:enter|use|copy|type)\s+(?:this|the|your|following)[^.]{0,40}\bcode\b|device code|gerätecode"
    r"|code d(?:'|’)appareil|código de(?:l)? dispositivo",
    re.IGNORECASE,
)
_CHOICE_WORDS = re.compile(
    r"(?:other|another|different) (?:e-?)?mail|e-?mail provider"
    r"|(?:choose|select|pick) (?:your|an?) (?:e-?mail )?(?:provider|account)"
    r"|anderer? (?:e-?mail|anbieter)|autre (?:e-?mail|messagerie)|otro correo|outro e-?mail"
    r"|altra (?:e-?mail|posta)",
    re.IGNORECASE,
)
_MAIL_PROVIDERS = frozenset({
    "Google", "Microsoft", "Yahoo", "AOL", "Apple", "GMX", "WEB.DE", "Zoho", "Proton", "Rackspace", "Yandex",
    "Mail.ru", "Orange", "Libero", "Tencent", "NetEase", "Comcast",
})  # fmt: skip
_MOVES = frozenset({"replace", "assign", "href", "location"})
_FEW_WORDS = 12
_PROVIDERS = 3


def of(reads: Sequence[Read], brands: Brands) -> Iterator[Sign]:
    """`challenge`, `drawn-window`, `device-code`, `redirect`, `provider-choice`, `empty` and
    `field-by-script`.
    """
    for here in reads:
        yield from _challenge(here)
        yield from _device(here)
        yield from _moves(here)
        for bar in here.bars:
            parsed = url.parse(bar.text if "://" in bar.text else f"https://{bar.text}")
            if parsed and parsed.domain and brands.owner(parsed.domain):
                yield Sign("drawn-window", bar.text, bar.evidence)
    yield from _choice(reads, brands)
    yield from _made(reads)
    if not any(here.text.strip() or here.pictures or here.fields for here in reads):
        first = reads[0]
        yield Sign(
            "empty",
            "script" if any(here.scripts for here in reads) else "",
            first.evidence(first.source[:80]),
        )


def _challenge(here: Read) -> Iterator[Sign]:
    for how, target, place in here.leads:
        if how in ("script", "frame") and services.of(url.parse(target, here.base)) == "challenge":
            yield Sign("challenge", target, place)
            return
    match = _WALL_MARKS.search(here.source) or (
        _WALL.search(f"{here.title.text if here.title else ''}\n{here.text}")
        if len(here.text.split()) < 80
        else None
    )
    if match:
        yield Sign("challenge", match[0], here.evidence(match[0]))


def _device(here: Read) -> Iterator[Sign]:
    leads = [target for how, target, _ in here.leads if how == "link"]
    match = next((found for text in (here.text, *leads) if (found := _DEVICE.search(text))), None)
    if match and _DEVICE_WORDS.search(here.text):
        yield Sign("device-code", match[0], here.evidence(match[0]))


def _moves(here: Read) -> Iterator[Sign]:
    for how, target, place in here.leads:
        if how == "refresh":
            yield Sign("redirect", target, place)
    if len(here.text.split()) > _FEW_WORDS or any(field.kind in ASKED for field in here.fields):
        return
    for script in here.scripts:
        if (written := _target(script)) is not None:
            yield Sign("redirect", written, here.evidence(written))


def _target(script: Script) -> str | None:
    """Where a script sends the window, where a literal says so; nothing for one that comes from elsewhere."""
    tokens = script.tokens
    for at, (kind, text) in enumerate(tokens):
        if (
            kind == "identifier"
            and text in _MOVES
            and at + 1 < len(tokens)
            and tokens[at + 1][1] in ("=", "(")
        ):
            found = script.argument(at, 4)
            if found and (
                found.startswith(("http://", "https://", "//", "/")) or found.endswith((".html", ".php"))
            ):
                return found
    return None


def _choice(reads: Sequence[Read], brands: Brands) -> Iterator[Sign]:
    """Several mail providers to choose from, none of them a link to the provider itself."""
    owners: dict[str, str] = {}
    for here in reads:
        named: list[tuple[str, str | None]] = [(button.text, None) for button in here.buttons]
        named += [
            (f"{picture.alt} {picture.src.rpartition('/')[2]}", picture.leads) for picture in here.pictures
        ]
        named += [(each.text, None) for each in here.headings]
        for text, leads in named:
            target = url.parse(leads, here.base) if leads else None
            if target and target.domain and brands.owner(target.domain):
                continue
            for match in brands.claimed_in(text.replace("_", " ").replace("-", " ").replace(".", " ")):
                if match.what.name in _MAIL_PROVIDERS:
                    owners.setdefault(match.what.owner, match.text)
    words = next((said for here in reads if (said := _CHOICE_WORDS.search(here.text))), None)
    if len(owners) >= _PROVIDERS and words:
        yield Sign("provider-choice", ", ".join(owners.values()), reads[0].evidence(words[0]))


def _made(reads: Sequence[Read]) -> Iterator[Sign]:
    """A password field that only a script makes."""
    for here in reads:
        for script in here.scripts:
            strings = {text.lower() for text in script.strings}
            if (
                "password" in strings
                and script.identifiers & {"createElement", "setAttribute", "type"}
                and ("input" in strings or "type" in strings or _turns(script))
            ):
                yield Sign("field-by-script", "password", here.evidence("password"))
                return


def _turns(script: Script) -> bool:
    tokens = script.tokens
    return any(
        tokens[at : at + 3] == (("identifier", "type"), ("mark", "="), ("string", "password"))
        for at in range(len(tokens) - 2)
    )
