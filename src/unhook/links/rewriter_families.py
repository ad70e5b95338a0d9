"""The known rewriters: on which hosts and paths they work, and where they keep the target.

Names ending in `_open_redirect` are redirectors open to everybody; the others are put in by
security gateways, mailing services and webmail providers.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from unhook.links import rewriter_encodings as encodings
from unhook.links.model import Url

Decode = Callable[[Url], str | None]
_ANY = re.compile("")


@dataclass(frozen=True, slots=True)
class Family:
    """One rewriter: full-match pattern for the host, prefix pattern for the path, and the decoder."""

    name: str
    host: re.Pattern[str]
    path: re.Pattern[str]
    decode: Decode


def _family(name: str, host: str, path: str, decode: Decode) -> Family:
    return Family(name, re.compile(host), re.compile(path, re.IGNORECASE) if path else _ANY, decode)


def _parameter(*names: str) -> Decode:
    """Take the first of the query parameters `names` that is there (any case)."""
    wanted = frozenset(names)

    def decode(url: Url) -> str | None:
        for name, values in (url.query_params_decoded or {}).items():
            if name.lower() in wanted:
                return values[0]
        return None

    return decode


def _whole_query(url: Url) -> str | None:
    return unquote(url.query_params) if url.query_params else None


def _path_after(pattern: str, prefix: str = "") -> Decode:
    """Take what follows `pattern` in the path, percent-decoded where it is encoded, query kept."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def decode(url: Url) -> str | None:
        match = compiled.match(url.path or "")
        if match is None:
            return None
        rest = (url.path or "")[match.end() :]
        if rest[:12].lower().startswith(("http%3a", "https%3a")):
            return unquote(rest.split("/", 1)[0])
        return prefix + rest + (f"?{url.query_params}" if url.query_params else "")

    return decode


_GOOGLE = r"(?:[a-z0-9-]+\.)*google\.[a-z]{2,3}(?:\.[a-z]{2})?"
_URL = _parameter("url")
_U = _parameter("u")

_FAMILIES: dict[str, tuple[Family, ...]] = {
    "outlook.com": (_family("safelinks", r"(?:[a-z0-9-]+\.)*safelinks\.protection\.outlook\.com", "", _URL),),
    "office365.us": (_family("safelinks", r".*safelinks\.protection\.office365\.us", "", _URL),),
    "office.net": (
        _family("safelinks", r"statics\.teams\.cdn\.office\.net", "/evergreen-assets/safelinks", _URL),
    ),
    "proofpoint.com": (
        _family("proofpoint", r"urldefense\.proofpoint\.com", "/v1/url", _U),
        _family("proofpoint", r"urldefense\.proofpoint\.com", "/v2/url", encodings.proofpoint_v2),
        _family("proofpoint", r"urldefense\.proofpoint\.com", "/v3/__", encodings.proofpoint_v3),
    ),
    "urldefense.com": (_family("proofpoint", r"urldefense\.com", "/v3/__", encodings.proofpoint_v3),),
    "urldefense.us": (_family("proofpoint", r"urldefense\.us", "/v[23]/", encodings.proofpoint_v3),),
    "cudasvc.com": (_family("barracuda", r"linkprotect\.cudasvc\.com", "/url", _parameter("a")),),
    "cisco.com": (
        _family("cisco", r"secure-web\.cisco\.com", "", _path_after(r"/[^/]+/(?=https?(?::|%3a))")),
    ),
    "sophos.com": (_family("sophos", r".*\.protection\.sophos\.com", "", encodings.base64_parameter("u")),),
    "trendmicro.com": (
        _family("trendmicro", r".*\.trendmicro\.(?:com|eu)", "/wis/clicktime/", _URL),
        _family("trendmicro", r".*\.trendmicro\.(?:com|eu)", "", _parameter("url", "u")),
    ),
    "trendmicro.eu": (_family("trendmicro", r".*", "/wis/clicktime/", _URL),),
    "fireeye.com": (_family("fireeye", r"protect\d*\.fireeye\.com", "", _U),),
    "symantec.com": (_family("symantec", r"clicktime\.symantec\.com", "", _U),),
    "postoffice.net": (_family("postoffice", r"clicktime\.cloud\.postoffice\.net", "", _U),),
    "edgepilot.com": (_family("edgepilot", r"link\.edgepilot\.com", "/s/", _U),),
    "zixcentral.com": (_family("zix", r"link\.zixcentral\.com", "/u/", _U),),
    "mimecast.com": (_family("mimecast", r".*", "", _parameter("url", "u")),),
    "mimecastprotect.com": (_family("mimecast", r".*", "", _parameter("url", "u")),),
    "avanan.click": (_family("avanan", r".*", "/v2/", encodings.checkpoint),),
    "checkpoint.com": (_family("checkpoint", r"protect\.checkpoint\.com", "/v2/", encodings.checkpoint),),
    "cloudflare.com": (_family("cloudflare", r"dash\.cloudflare\.com", "/redirect", _URL),),
    "googleadservices.com": (_family("google_adservices", r".*", "", _parameter("adurl")),),
    "doubleclick.net": (
        _family("doubleclick_open_redirect", r".*", "", _parameter("adurl", "ds_dest_url", "url", "r")),
        _family("doubleclick_open_redirect", r".*", "", encodings.trailing_url),
    ),
    "googletagmanager.com": (_family("google_tag_manager", r".*", "/debug/", _URL),),
    "googleweblight.com": (
        _family("google_web_light_open_redirect", r".*", "", _parameter("u", "lite_url")),
    ),
    "translate.goog": (_family("google_translate_open_redirect", r".*", "", encodings.translate_host),),
    "ampproject.org": (
        _family("amp_cache", r".*\.cdn\.ampproject\.org|cdn\.ampproject\.org", "", encodings.amp_cache),
    ),
    "bing.com": (
        _family("bing_open_redirect", r"(?:[a-z0-9-]+\.)?bing\.com", "/ck/a", encodings.bing),
        _family(
            "bing_open_redirect", r"(?:[a-z0-9-]+\.)?bing\.com", "/(?:alink/|aclk)", _parameter("url", "u")
        ),
    ),
    "facebook.com": (
        _family("facebook_open_redirect", r"(?:lm?|www|m)\.facebook\.com", "/(?:l|flx/warn|si)", _U),
    ),
    "instagram.com": (_family("instagram_open_redirect", r"l\.instagram\.com", "", _U),),
    "threads.net": (_family("threads_open_redirect", r"l\.threads\.net", "", _U),),
    "messenger.com": (_family("messenger_open_redirect", r"l\.messenger\.com", "", _U),),
    "wl.co": (_family("whatsapp_open_redirect", r"l\.wl\.co", "", _U),),
    "linkedin.com": (
        _family(
            "linkedin_open_redirect",
            r".*",
            "/(?:redir|safety/go|authwall)",
            _parameter("url", "sessionredirect"),
        ),
    ),
    "youtube.com": (_family("youtube_open_redirect", r".*", "/redirect", _parameter("q", "url")),),
    "duckduckgo.com": (_family("duckduckgo_open_redirect", r".*", "/l/", _parameter("uddg")),),
    "yahoo.com": (_family("yahoo_open_redirect", r".*\.yahoo\.com", "", encodings.yahoo),),
    "umblr.com": (_family("tumblr_open_redirect", r"t\.umblr\.com", "/redirect", _parameter("z")),),
    "vk.com": (_family("vk_open_redirect", r".*", "/away", _parameter("to")),),
    "steamcommunity.com": (_family("steam_open_redirect", r".*", "/linkfilter", _parameter("url", "u")),),
    "reddit.com": (_family("reddit_open_redirect", r"out\.reddit\.com", "", _URL),),
    "disq.us": (_family("disqus_open_redirect", r".*", "/url", _URL),),
    "exit.sc": (_family("soundcloud_open_redirect", r".*", "", _URL),),
    "slack-redir.net": (_family("slack_open_redirect", r".*", "/link", _URL),),
    "getpocket.com": (_family("pocket_open_redirect", r".*", "/redirect", _URL),),
    "redirectingat.com": (_family("skimlinks", r".*", "", _URL),),
    "skimresources.com": (_family("skimlinks", r".*", "", _URL),),
    "linksynergy.com": (_family("linksynergy", r".*", "", _parameter("murl")),),
    "awin1.com": (_family("awin", r".*", "", _parameter("ued", "p")),),
    "tradedoubler.com": (_family("tradedoubler", r".*", "", _URL),),
    "indeed.com": (
        _family("indeed_open_redirect", r".*", "", _parameter("dest", "url", "target", "continue")),
    ),
    "awstrack.me": (_family("awstrack", r".*", "/[CL]L?0/", _path_after(r"/(?:L0|CL0)/")),),
    "mandrillapp.com": (_family("mandrill", r".*", "/track/click", encodings.mandrill),),
    "wix.com": (_family("wix", r".*", "", encodings.json_token("w", "u")),),
    "monday.com": (
        _family("monday_tracker", r".*", "/tracker", encodings.json_token("token", "originalUrl", "url")),
    ),
    "href.li": (_family("href_li", r".*", "", _whole_query),),
    "anonym.to": (_family("dereferrer", r".*", "", _whole_query),),
    "anon.to": (_family("dereferrer", r".*", "", _whole_query),),
    "nullrefer.com": (_family("dereferrer", r".*", "", _whole_query),),
    "dereferer.org": (_family("dereferrer", r".*", "", _whole_query),),
    "dereferer.me": (_family("dereferrer", r".*", "", _whole_query),),
    "archive.org": (
        _family("web_archive", r"web\.archive\.org", "/web/", _path_after(r"/web/\d{4,14}[a-z_]*/")),
    ),
    "sng.link": (_family("singular", r".*", "", _parameter("_dl", "_fallback_redirect")),),
    "app.link": (_family("branch", r".*", "", _parameter("$fallback_url", "$desktop_url")),),
    "onelink.me": (_family("appsflyer", r".*", "", _parameter("af_web_dp", "af_r")),),
}
for _domain in (
    "deref-mail.com",
    "deref-gmx.net",
    "deref-gmx.com",
    "deref-web.de",
    "deref-web-02.de",
    "deref-1und1.de",
):
    _FAMILIES[_domain] = (_family("deref_mail", r".*", "/mail/client/", _parameter("redirecturl")),)

BY_HOST: Mapping[str, tuple[Family, ...]] = _FAMILIES

# Google answers under every country's suffix, so its hosts are told by pattern.
EVERY_HOST: tuple[Family, ...] = (
    _family("google_translate_open_redirect", rf"translate\.(?:{_GOOGLE})", "/(?:translate|website)", _U),
    _family("google_amp", _GOOGLE, r"/amp/", _path_after(r"/amp/(?:s/)?", "https://")),
    _family(
        "google_open_redirect",
        _GOOGLE,
        r"/(?:url|imgres|aclk|travel/clk)\b",
        _parameter("q", "url", "imgrefurl", "adurl"),
    ),
)
