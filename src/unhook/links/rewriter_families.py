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


@dataclass(frozen=True, slots=True)
class Family:
    """One rewriter: full-match pattern for the host, prefix pattern for the path, and the decoder.

    The patterns are compiled when a host first needs them (`re` keeps them): most never are.
    """

    name: str
    host: str
    path: str
    decode: Decode


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

    def decode(url: Url) -> str | None:
        match = re.match(pattern, url.path or "", re.IGNORECASE)
        if match is None:
            return None
        rest = (url.path or "")[match.end() :]
        if rest[:12].lower().startswith(("http%3a", "https%3a")):
            return unquote(rest.split("/", 1)[0])
        return prefix + rest + (f"?{url.query_params}" if url.query_params else "")

    return decode


_URL = _parameter("url")
_U = _parameter("u")

_FAMILIES: dict[str, tuple[Family, ...]] = {
    "outlook.com": (Family("safelinks", r"(?:[a-z0-9-]+\.)*safelinks\.protection\.outlook\.com", "", _URL),),
    "office365.us": (Family("safelinks", r".*safelinks\.protection\.office365\.us", "", _URL),),
    "office.net": (
        Family("safelinks", r"statics\.teams\.cdn\.office\.net", "/evergreen-assets/safelinks", _URL),
    ),
    "proofpoint.com": (
        Family("proofpoint", r"urldefense\.proofpoint\.com", "/v1/url", _U),
        Family("proofpoint", r"urldefense\.proofpoint\.com", "/v2/url", encodings.proofpoint_v2),
        Family("proofpoint", r"urldefense\.proofpoint\.com", "/v3/__", encodings.proofpoint_v3),
    ),
    "urldefense.com": (Family("proofpoint", r"urldefense\.com", "/v3/__", encodings.proofpoint_v3),),
    "urldefense.us": (Family("proofpoint", r"urldefense\.us", "/v[23]/", encodings.proofpoint_v3),),
    "cudasvc.com": (Family("barracuda", r"linkprotect\.cudasvc\.com", "/url", _parameter("a")),),
    "cisco.com": (
        Family("cisco", r"secure-web\.cisco\.com", "", _path_after(r"/[^/]+/(?=https?(?::|%3a))")),
    ),
    "sophos.com": (Family("sophos", r".*\.protection\.sophos\.com", "", encodings.base64_parameter("u")),),
    "trendmicro.com": (
        Family("trendmicro", r".*\.trendmicro\.(?:com|eu)", "/wis/clicktime/", _URL),
        Family("trendmicro", r".*\.trendmicro\.(?:com|eu)", "", _parameter("url", "u")),
    ),
    "trendmicro.eu": (Family("trendmicro", r".*", "/wis/clicktime/", _URL),),
    "fireeye.com": (Family("fireeye", r"protect\d*\.fireeye\.com", "", _U),),
    "symantec.com": (Family("symantec", r"clicktime\.symantec\.com", "", _U),),
    "postoffice.net": (Family("postoffice", r"clicktime\.cloud\.postoffice\.net", "", _U),),
    "edgepilot.com": (Family("edgepilot", r"link\.edgepilot\.com", "/s/", _U),),
    "zixcentral.com": (Family("zix", r"link\.zixcentral\.com", "/u/", _U),),
    "mimecast.com": (Family("mimecast", r".*", "", _parameter("url", "u")),),
    "mimecastprotect.com": (Family("mimecast", r".*", "", _parameter("url", "u")),),
    "avanan.click": (Family("avanan", r".*", "/v2/", encodings.checkpoint),),
    "checkpoint.com": (Family("checkpoint", r"protect\.checkpoint\.com", "/v2/", encodings.checkpoint),),
    "cloudflare.com": (Family("cloudflare", r"dash\.cloudflare\.com", "/redirect", _URL),),
    "googleadservices.com": (Family("google_adservices", r".*", "", _parameter("adurl")),),
    "doubleclick.net": (
        Family("doubleclick_open_redirect", r".*", "", _parameter("adurl", "ds_dest_url", "url", "r")),
        Family("doubleclick_open_redirect", r".*", "", encodings.trailing_url),
    ),
    "googletagmanager.com": (Family("google_tag_manager", r".*", "/debug/", _URL),),
    "googleweblight.com": (Family("google_web_light_open_redirect", r".*", "", _parameter("u", "lite_url")),),
    "translate.goog": (Family("google_translate_open_redirect", r".*", "", encodings.translate_host),),
    "ampproject.org": (
        Family("amp_cache", r".*\.cdn\.ampproject\.org|cdn\.ampproject\.org", "", encodings.amp_cache),
    ),
    "bing.com": (
        Family("bing_open_redirect", r"(?:[a-z0-9-]+\.)?bing\.com", "/ck/a", encodings.bing),
        Family(
            "bing_open_redirect", r"(?:[a-z0-9-]+\.)?bing\.com", "/(?:alink/|aclk)", _parameter("url", "u")
        ),
    ),
    "facebook.com": (
        Family("facebook_open_redirect", r"(?:lm?|www|m)\.facebook\.com", "/(?:l|flx/warn|si)", _U),
    ),
    "instagram.com": (Family("instagram_open_redirect", r"l\.instagram\.com", "", _U),),
    "threads.net": (Family("threads_open_redirect", r"l\.threads\.net", "", _U),),
    "messenger.com": (Family("messenger_open_redirect", r"l\.messenger\.com", "", _U),),
    "wl.co": (Family("whatsapp_open_redirect", r"l\.wl\.co", "", _U),),
    "linkedin.com": (
        Family(
            "linkedin_open_redirect",
            r".*",
            "/(?:redir|safety/go|authwall)",
            _parameter("url", "sessionredirect"),
        ),
    ),
    "youtube.com": (Family("youtube_open_redirect", r".*", "/redirect", _parameter("q", "url")),),
    "duckduckgo.com": (Family("duckduckgo_open_redirect", r".*", "/l/", _parameter("uddg")),),
    "yahoo.com": (Family("yahoo_open_redirect", r".*\.yahoo\.com", "", encodings.yahoo),),
    "umblr.com": (Family("tumblr_open_redirect", r"t\.umblr\.com", "/redirect", _parameter("z")),),
    "vk.com": (Family("vk_open_redirect", r".*", "/away", _parameter("to")),),
    "steamcommunity.com": (Family("steam_open_redirect", r".*", "/linkfilter", _parameter("url", "u")),),
    "reddit.com": (Family("reddit_open_redirect", r"out\.reddit\.com", "", _URL),),
    "disq.us": (Family("disqus_open_redirect", r".*", "/url", _URL),),
    "exit.sc": (Family("soundcloud_open_redirect", r".*", "", _URL),),
    "slack-redir.net": (Family("slack_open_redirect", r".*", "/link", _URL),),
    "getpocket.com": (Family("pocket_open_redirect", r".*", "/redirect", _URL),),
    "redirectingat.com": (Family("skimlinks", r".*", "", _URL),),
    "skimresources.com": (Family("skimlinks", r".*", "", _URL),),
    "linksynergy.com": (Family("linksynergy", r".*", "", _parameter("murl")),),
    "awin1.com": (Family("awin", r".*", "", _parameter("ued", "p")),),
    "tradedoubler.com": (Family("tradedoubler", r".*", "", _URL),),
    "indeed.com": (
        Family("indeed_open_redirect", r".*", "", _parameter("dest", "url", "target", "continue")),
    ),
    "awstrack.me": (Family("awstrack", r".*", "/[CL]L?0/", _path_after(r"/(?:L0|CL0)/")),),
    "mandrillapp.com": (Family("mandrill", r".*", "/track/click", encodings.mandrill),),
    "wix.com": (Family("wix", r".*", "", encodings.json_token("w", "u")),),
    "monday.com": (
        Family("monday_tracker", r".*", "/tracker", encodings.json_token("token", "originalUrl", "url")),
    ),
    "href.li": (Family("href_li", r".*", "", _whole_query),),
    "anonym.to": (Family("dereferrer", r".*", "", _whole_query),),
    "anon.to": (Family("dereferrer", r".*", "", _whole_query),),
    "nullrefer.com": (Family("dereferrer", r".*", "", _whole_query),),
    "dereferer.org": (Family("dereferrer", r".*", "", _whole_query),),
    "dereferer.me": (Family("dereferrer", r".*", "", _whole_query),),
    "archive.org": (
        Family("web_archive", r"web\.archive\.org", "/web/", _path_after(r"/web/\d{4,14}[a-z_]*/")),
    ),
    "sng.link": (Family("singular", r".*", "", _parameter("_dl", "_fallback_redirect")),),
    "app.link": (Family("branch", r".*", "", _parameter("$fallback_url", "$desktop_url")),),
    "onelink.me": (Family("appsflyer", r".*", "", _parameter("af_web_dp", "af_r")),),
}
for _domain in (
    "deref-mail.com",
    "deref-gmx.net",
    "deref-gmx.com",
    "deref-web.de",
    "deref-web-02.de",
    "deref-1und1.de",
):
    _FAMILIES[_domain] = (Family("deref_mail", r".*", "/mail/client/", _parameter("redirecturl")),)

BY_HOST: Mapping[str, tuple[Family, ...]] = _FAMILIES

# Google answers under every country's suffix: these are for hosts whose own label is `google`.
GOOGLE: tuple[Family, ...] = (
    Family("google_translate_open_redirect", r"translate\..*", "/(?:translate|website)", _U),
    Family("google_amp", r".*", r"/amp/", _path_after(r"/amp/(?:s/)?", "https://")),
    Family(
        "google_open_redirect",
        r".*",
        r"/(?:url|imgres|aclk|travel/clk)\b",
        _parameter("q", "url", "imgrefurl", "adurl"),
    ),
)

PEELED = frozenset(
    {
        *("safelinks", "proofpoint", "mimecast", "barracuda", "cisco", "sophos", "trendmicro", "fireeye"),
        *("symantec", "postoffice", "edgepilot", "zix", "avanan", "checkpoint", "cloudflare"),
        *("google_open_redirect", "google_translate_open_redirect", "google_tag_manager"),
        *("indeed_open_redirect", "mandrill", "wix", "monday_tracker", "href_li", "deref_mail"),
    }
)
"""The families behind which the public Message Data Model looks: security gateways, and those whose
target rules judge by the encoder's name. Rules look for the others by their own host.
"""
