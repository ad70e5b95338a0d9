import pickle

import pytest

from pages.made import brands, form, page
from unhook import app, mql
from unhook.context import Context
from unhook.links import url
from unhook.message.model import Link
from unhook.mql.run import Run
from unhook.mql.values import Unavailable
from unhook.pages.looked import Looked
from unhook.pages.reports import Reports
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.source.look import look

ASKED = "https://go.florist.test/x"
PAGE = "https://update.victim-site.test/in/"
TRAP = Saved(
    page("Sign in to Provider A", form("p.php") + "<a href=/help>Help</a>").encode(),
    url=PAGE,
    status=200,
    redirects=(ASKED,),
    resources=(
        Resource(PAGE + "a.json", b'{"key": [1]}', "application/json", 200),
        Resource(PAGE + "setup.exe", b"MZ", "application/octet-stream", 200),
        Resource(PAGE + "a.png", b"png", "image/png", 200),
    ),
)


@pytest.fixture(scope="module")
def reports() -> Reports:
    return Reports([look(TRAP, brands())])


def parsed(address: str) -> Link:
    return Link(url.parse(address))


def test_a_page_answers_for_all_addresses_that_led_to_it(reports: Reports) -> None:
    assert set(reports) == {ASKED, PAGE}
    assert reports[PAGE + "#who"].verdict == "malicious"
    assert len(reports) == 2


def test_where_nobody_looked_the_answer_is_unavailable(reports: Reports) -> None:
    assert reports.link_analysis(parsed("https://other.test/")) == Unavailable("link_analysis")
    assert reports.link_analysis(Link(None)) == Unavailable("link_analysis")


def test_of_two_reports_on_one_address_the_graver_counts() -> None:
    harmless = Saved(page("Nothing").encode(), url=PAGE)
    for order in ((TRAP, harmless), (harmless, TRAP)):
        assert Reports(look(each, brands()) for each in order)[PAGE].verdict == "malicious"


def test_reports_go_to_other_processes(reports: Reports) -> None:
    again = pickle.loads(pickle.dumps(reports))
    assert set(again) == set(reports)


MAIL = (
    f"From: a@florist.test\r\nTo: b@corp.example\r\nContent-Type: text/html\r\n\r\n<a "
    f"href='{ASKED}#b'>x</a> <a href='https://other.test/'>y</a>\r\n"
)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('.credphish.disposition == "phishing"', True),
        ('.credphish.confidence == "high"', True),
        ('.credphish.brand.name == "Provider A"', True),
        (".credphish.contains_login", True),
        (".credphish.contains_captcha", False),
        (f'.effective_url.url == "{PAGE}"', True),
        ('any(.redirect_history, .domain.domain == "go.florist.test")', True),
        ('strings.icontains(.final_dom.raw, "provider a")', True),
        ('any(.final_dom.links, .href_url.domain.domain == "update.victim-site.test")', True),
        ('any(.files_downloaded, .file_extension == "exe")', True),
        ('any(.additional_responses, .json["key"][0] == 1)', True),
        ("length(.unique_urls_accessed) == 5", True),
        (".status_code == 200", True),
    ],
)
def test_what_rules_read(reports: Reports, source: str, value: bool) -> None:
    context = Context(facts={"link_analysis": reports})
    message = app.parse(MAIL.encode(), context)
    asked = (
        source.replace(".", "ml.link_analysis(body.links[0]).", 1)
        if source.startswith(".")
        else source.replace("(.", "(ml.link_analysis(body.links[0]).", 1)
    )
    outcome = mql.compile(asked).evaluate(Run(message, context))
    assert outcome.value is value


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        ('ml.link_analysis(body.links[1]).credphish.disposition == "phishing"', "link_analysis"),
        ("file.parse_html(ml.link_analysis(body.links[0]).screenshot).raw == ''", "screenshot"),
    ],
)
def test_what_nobody_knows(reports: Reports, source: str, needs: str) -> None:
    context = Context(facts={"link_analysis": reports})
    outcome = mql.compile(source).evaluate(Run(app.parse(MAIL.encode(), context), context))
    assert needs in outcome.missing


def test_a_link_is_known_by_where_it_leads() -> None:
    report = look(Saved(b"<p>x</p>", url="https://collect.test/a"))
    reports = Reports([report])
    wrapped = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcollect.test%2Fa&data=x"
    assert reports.behind(Link(url.parse(wrapped))) is not None
    assert reports.behind(Link(url.parse("https://other.test/"))) is None


def test_a_trap_that_names_an_honest_page_does_not_pass_for_it() -> None:
    honest = look(
        Saved(page("Provider A", form("/p")).encode(), url="https://login.provider-a.test/"), brands()
    )
    assert honest.verdict == "benign-home-realm"
    trap = Link(url.parse("https://trap.test/go?to=https://login.provider-a.test/"))
    assert Reports([honest]).behind(trap) is None


def test_of_a_links_reports_the_gravest_counts() -> None:
    sent = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcollect.test%2Fa&data=x"
    honest = look(Saved(page("Nothing").encode(), url="https://collect.test/a"), brands())
    seen = look(Saved(TRAP.html, url=sent), brands())
    found = Reports([honest, seen]).behind(Link(url.parse(sent)))
    assert found is not None
    assert found.verdict == "malicious"


def test_further_addresses_and_other_reports_are_joined() -> None:
    old = look(Saved(b"<p>old</p>", url="https://a.test/"))
    new = look(Saved(b"<p>new</p>", url="https://a.test/"))
    also = Reports((), {"https://b.test/": Looked(new)})
    joined = Reports([old]).joined(Reports([new])).joined(also)
    assert joined["https://a.test/"].page is new
    assert joined["https://b.test/"].page is new
    assert len(pickle.loads(pickle.dumps(joined))) == 2
