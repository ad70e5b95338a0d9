import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.limits import Limits
from unhook.links import rewriters, whatwg
from unhook.links.model import Url
from unhook.links.rewriter_families import BY_HOST, GOOGLE, PEELED


def parsed(text: str) -> Url:
    found = whatwg.parse(text)
    assert found is not None
    return found


def b64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


TARGET = "https://login.example.net/a?b=c"
ENCODED = "https%3A%2F%2Flogin.example.net%2Fa%3Fb%3Dc"
MANDRILL = b64(json.dumps({"s": "x", "v": 1, "p": json.dumps({"u": 1, "url": TARGET})}))
JWT = f"{b64('{}')}.{b64(json.dumps({'originalUrl': TARGET}))}.c2ln"

CASES = [
    ("safelinks", f"https://eur01.safelinks.protection.outlook.com/?url={ENCODED}&data=05%7C01&reserved=0"),
    (
        "safelinks",
        f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp.html?url={ENCODED}",
    ),
    ("proofpoint", f"https://urldefense.proofpoint.com/v1/url?u={ENCODED}&k=x"),
    (
        "proofpoint",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__login.example.net_a-3Fb-3Dc&d=x&c=y",
    ),
    ("proofpoint", "https://urldefense.com/v3/__https://login.example.net/a?b=c__;!!abc!def$"),
    ("proofpoint", "https://urldefense.com/v3/__https://login.example.net/a*b=c__;Pw!!abc!def$"),
    ("proofpoint", "https://urldefense.us/v3/__https:/login.example.net/a?b=c__;!!abc!def$"),
    ("barracuda", f"https://linkprotect.cudasvc.com/url?a={ENCODED}&c=E,1"),
    ("cisco", f"https://secure-web.cisco.com/1a2B3c/{ENCODED}"),
    ("sophos", f"https://eu-west-1.protection.sophos.com/?d=example.net&u={b64(TARGET)}&i=x"),
    ("trendmicro", f"https://xx-12.us2.trendmicro.com:443/wis/clicktime/v1/query?url={ENCODED}&umid=1"),
    ("fireeye", f"https://protect2.fireeye.com/v1/url?k=1-2&q=1&e=3&u={ENCODED}"),
    ("symantec", f"https://clicktime.symantec.com/a/1/sig?h=x&u={ENCODED}"),
    ("avanan", f"https://url.avanan.click/v2/___{TARGET}___.abcd"),
    ("google_open_redirect", f"https://www.google.com/url?sa=t&q={ENCODED}"),
    ("google_open_redirect", f"https://www.google.co.uk/url?url={ENCODED}"),
    ("google_amp", "https://www.google.com/amp/s/login.example.net/a?b=c"),
    ("amp_cache", "https://login-example-net.cdn.ampproject.org/c/s/login.example.net/a?b=c"),
    ("google_translate_open_redirect", f"https://translate.google.com/translate?sl=auto&u={ENCODED}"),
    ("google_adservices", f"https://www.googleadservices.com/pagead/aclk?sa=L&adurl={ENCODED}"),
    ("doubleclick_open_redirect", f"https://ad.doubleclick.net/ddm/clk/1;2;u?{TARGET}"),
    ("google_tag_manager", f"https://www.googletagmanager.com/debug/clearcookies?url={ENCODED}"),
    ("bing_open_redirect", f"https://www.bing.com/ck/a?!&&p=0&u=a1{b64(TARGET)}&ntb=1"),
    ("facebook_open_redirect", f"https://l.facebook.com/l.php?u={ENCODED}&h=AT0"),
    ("linkedin_open_redirect", f"https://www.linkedin.com/redir/redirect?url={ENCODED}"),
    ("youtube_open_redirect", f"https://www.youtube.com/redirect?event=x&q={ENCODED}"),
    ("duckduckgo_open_redirect", f"https://duckduckgo.com/l/?uddg={ENCODED}"),
    ("yahoo_open_redirect", f"https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU={ENCODED}/RK=2/RS=x"),
    ("tumblr_open_redirect", f"https://t.umblr.com/redirect?z={ENCODED}&t=x"),
    ("awstrack", f"https://abc.r.eu-west-1.awstrack.me/L0/{ENCODED}/1/0102/sig=1"),
    ("mandrill", f"https://mandrillapp.com/track/click/123/login.example.net?p={MANDRILL}"),
    ("wix", f"https://shoutout.wix.com/so/x/c?w=sig.{b64(json.dumps({'u': TARGET}))}.1"),
    ("monday_tracker", f"https://trackingservice.monday.com/tracker/link?token={JWT}"),
    ("href_li", f"https://href.li/?{TARGET}"),
    ("deref_mail", f"https://deref-mail.com/mail/client/x/dereferrer/?redirectUrl={ENCODED}"),
    ("indeed_open_redirect", f"https://t.indeed.com/r?dest={ENCODED}"),
]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_a_known_rewriter_gives_up_its_target(name: str, text: str) -> None:
    found = rewriters.unwrap(parsed(text))
    assert (found.url, found.domain) == (TARGET, parsed(TARGET).domain)
    assert found.rewrite is not None
    assert found.rewrite.encoders == (name,)
    assert found.rewrite.original == text


def test_a_redirect_hands_the_fragment_on() -> None:
    """The recipient's address after `#` would be lost with the redirector otherwise."""
    found = rewriters.unwrap(parsed("https://www.google.com/amp/s/login.example.net/a#jo@corp.example"))
    assert (found.url, found.fragment) == ("https://login.example.net/a#jo@corp.example", "jo@corp.example")


@pytest.mark.parametrize("host", ["google.abc.de", "notgoogle.com", "google.com.example.org"])
def test_googles_imitators_are_not_believed(host: str) -> None:
    """A host such as `google.abc.de` once passed for Google's own."""
    found = rewriters.unwrap(parsed(f"https://{host}/url?q={ENCODED}"))
    assert found.domain is not None
    assert found.domain.domain == host


def test_translated_host_is_given_back() -> None:
    found = rewriters.unwrap(parsed("https://my--shop-example-net.translate.goog/a"))
    assert found.domain is not None
    assert found.domain.domain == "my-shop.example.net"


def test_proofpoint_runs_of_replaced_characters() -> None:
    """`**C` stands for four characters in a row."""
    text = f"https://urldefense.com/v3/__https://login.example.net/**C__;{b64('äöüß')}!!a!b$"
    assert rewriters.unwrap(parsed(text)).url == "https://login.example.net/äöüß"


def test_layers_are_named_from_the_outside_in() -> None:
    inner = "https://www.google.com/url?q=" + ENCODED
    outer = "https://eur01.safelinks.protection.outlook.com/?url=" + inner.replace(":", "%3A").replace(
        "/", "%2F"
    ).replace("?", "%3F").replace("=", "%3D").replace("%3A%2F%2Flogin", "%253A%252F%252Flogin")
    found = rewriters.unwrap(parsed(outer))
    assert found.rewrite is not None
    assert found.rewrite.encoders == ("safelinks", "google_open_redirect")
    assert found.domain is not None
    assert found.domain.domain == "login.example.net"


def test_depth_is_limited_and_says_so() -> None:
    text = "https://href.li/?" * 5 + TARGET
    found = rewriters.unwrap(parsed(text), Limits(rewrite_depth=3))
    assert found.rewrite is not None
    assert found.rewrite.encoders == ("href_li",) * 3 + ("rewrite_depth",)


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.example.com/go?url=" + ENCODED,
        "https://shop.example.com/go?dest=//login.example.net/a",
        "https://shop.example.com/go?u=https%253A%252F%252Flogin.example.net%252Fa",
        "https://shop.example.com/click/1.2/" + b64(TARGET),
        "https://shop.example.com/go?x=" + b64(TARGET),
        "https://shop.example.com/redirect/https://login.example.net/a",
        "https://shop.example.com/CL0/" + ENCODED + "/1/x",
    ],
)
def test_a_generic_redirector_is_noted_but_not_believed(text: str) -> None:
    """Else a trap would pass for any site by carrying that site's URL."""
    found = rewriters.unwrap(parsed(text))
    assert found.url == text
    assert found.domain is not None
    assert found.domain.domain == "shop.example.com"
    assert found.rewrite is not None
    assert found.rewrite.encoders == ("open_redirect",)
    onward = whatwg.parse(found.rewrite.target or "")
    assert onward is not None
    assert onward.domain is not None
    assert onward.domain.domain == "login.example.net"


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.example.com/go?url=https%3A%2F%2Fwww.example.com%2Fa",
        "https://shop.example.com/a//b?c=//d",
        "https://shop.example.com/",
        "mailto:a@example.com?body=https://login.example.net",
        "https://www.google.com/search?q=https",
        "https://google.com/url?q=x",
    ],
)
def test_what_leads_nowhere_else_is_untouched(text: str) -> None:
    link = parsed(text)
    assert rewriters.unwrap(link) is link


@pytest.mark.parametrize(
    "text",
    [
        "https://urldefense.com/v3/__",
        "https://urldefense.com/v3/__x__;!",
        "https://www.bing.com/ck/a?u=a1%%%",
        "https://mandrillapp.com/track/click/1/x?p=bm90anNvbg",
        "https://mandrillapp.com/track/click/1/x?p=" + b64("[" * 3000),
        "https://secure-web.cisco.com/1/",
    ],
)
def test_broken_layers_do_no_harm(text: str) -> None:
    link = parsed(text)
    assert rewriters.unwrap(link).url == text


@given(st.text(max_size=80), st.sampled_from([text.partition("=")[0] + "=" for _, text in CASES]))
def test_any_parameter_is_survived(tail: str, head: str) -> None:
    link = whatwg.parse(head + tail)
    if link is not None:
        assert rewriters.unwrap(link).url


@pytest.mark.parametrize(
    ("name", "host", "text"),
    [
        ("youtube_open_redirect", "www.youtube.com", f"https://www.youtube.com/redirect?q={ENCODED}"),
        (
            "doubleclick_open_redirect",
            "adclick.g.doubleclick.net",
            f"https://adclick.g.doubleclick.net/pcs/click?x&adurl={ENCODED}",
        ),
        (
            "google_adservices",
            "www.googleadservices.com",
            f"https://www.googleadservices.com/pagead/aclk?adurl={ENCODED}",
        ),
        ("slack_open_redirect", "slack-redir.net", f"https://slack-redir.net/link?url={ENCODED}"),
    ],
)
def test_a_redirector_that_rules_name_by_its_host_stays(name: str, host: str, text: str) -> None:
    """It was peeled off, so that no rule on open redirects ever saw one."""
    found = rewriters.peel(parsed(text))
    assert found.domain is not None
    assert found.domain.domain == host
    assert found.rewrite is not None
    assert (found.rewrite.encoders, found.rewrite.original) == ((name,), text)
    assert rewriters.unwrap(found).url == TARGET


def test_a_gateway_is_peeled_off_a_redirector_that_stays() -> None:
    inner = "https://slack-redir.net/link?url=" + ENCODED
    found = rewriters.peel(
        parsed("https://url.safelinks.protection.outlook.com/?url=" + quote(inner, safe=""))
    )
    assert found.url == inner
    assert found.rewrite is not None
    assert found.rewrite.encoders == ("safelinks", "slack_open_redirect")


@pytest.mark.parametrize("name", sorted(PEELED))
def test_what_is_peeled_is_a_known_family(name: str) -> None:
    known = {family.name for families in BY_HOST.values() for family in families}
    assert name in known | {family.name for family in GOOGLE}


def test_a_generic_redirector_is_not_noted_for_rules() -> None:
    """Rules take every encoder with `open_redirect` in its name for a known redirector."""
    link = parsed("https://shop.example.com/share?url=" + ENCODED)
    assert rewriters.peel(link) is link
