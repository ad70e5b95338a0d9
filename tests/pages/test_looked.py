from dataclasses import replace

import pytest

from pages.made import brands, form, page, saved
from pages.probe.views import HOST, seen
from unhook.pages.looked import Looked
from unhook.pages.probe.model import ProbeReport
from unhook.pages.source.look import look
from unhook.pages.source.model import PageReport, Reason, Verdict

HOME = "https://login.provider-a.test/"


def source(verdict: Verdict) -> PageReport:
    named, url = {
        "malicious": ("Sign in to Provider A", HOST),
        "inconclusive": ("Garden club", HOST),
        "benign-home-realm": ("Sign in to Provider A", HOME),
    }[verdict]
    report = look(saved(page(named, form("next.php")), url), brands())
    assert report.verdict == verdict
    return report


def probe(verdict: Verdict, *reasons: Reason, fault: bool = False) -> ProbeReport:
    views = seen(*["Provider A"] * 5)
    if fault:
        views = (replace(views[0], fault="hang"), *views[1:])
    return ProbeReport(HOST, "local", views, verdict, "high", reasons)


@pytest.mark.parametrize(
    ("read", "opened", "verdict"),
    [
        ("malicious", "inconclusive", "malicious"),
        ("inconclusive", "malicious", "malicious"),
        ("inconclusive", "suspicious", "suspicious"),
        ("benign-home-realm", "suspicious", "suspicious"),
        ("inconclusive", "benign-home-realm", "benign-home-realm"),
        ("inconclusive", "inconclusive", "inconclusive"),
    ],
)
def test_either_may_accuse(read: Verdict, opened: Verdict, verdict: Verdict) -> None:
    assert Looked(source(read), probe(opened)).verdict == verdict


def test_what_was_not_seen_by_everybody_is_not_cleared() -> None:
    assert Looked(source("benign-home-realm")).verdict == "benign-home-realm"
    assert Looked(source("benign-home-realm"), probe("inconclusive", fault=True)).verdict == "inconclusive"


def test_reasons_for_the_verdict_come_first_each_once() -> None:
    seen_ = Reason("brand-off-host", "malicious", {"brand": "Provider A", "host": "b.test"})
    looked = Looked(source("malicious"), probe("malicious", seen_, Reason("no-brand", "inconclusive")))
    assert looked.reasons[0] == seen_
    assert [each.key for each in looked.reasons].count("brand-off-host") == 1
    assert looked.sure == "high"


DECODES = """<title>Webmail</title><form action=/in method=post><input name=u><input type=password name=p>
</form><script>const email = atob(location.hash.slice(1)); document.forms[0].u.value = email</script>"""


def test_what_was_feared_is_settled_by_opening() -> None:
    report = look(saved(DECODES, HOST), brands())
    assert [each.key for each in report.reasons if each.verdict == report.verdict] == ["hidden-address-read"]
    opened = probe("inconclusive", Reason("same-for-everybody", "inconclusive"))
    assert Looked(report, opened).verdict == "suspicious"
    looked = Looked(report, replace(opened, alike=True))
    assert looked.verdict == "inconclusive"
    assert "hidden-address-read" in [each.key for each in looked.reasons]
    assert Looked(report, replace(opened, alike=True, verdict="malicious")).verdict == "malicious"


def test_what_accuses_beside_it_stays() -> None:
    trap = DECODES.replace("Webmail", "Sign in to Provider A")
    report = look(saved(trap, HOST), brands())
    assert Looked(report, replace(probe("inconclusive"), alike=True)).verdict == "malicious"


def test_workers_that_nobody_heard_keep_a_page_from_being_cleared() -> None:
    opened = probe("benign-home-realm")
    unheard = replace(opened, views=(replace(opened.views[0], unheard=("worker",)), *opened.views[1:]))
    assert Looked(source("benign-home-realm"), opened).verdict == "benign-home-realm"
    assert Looked(source("benign-home-realm"), unheard).verdict == "inconclusive"


def test_the_brand_and_the_login_of_either() -> None:
    looked = Looked(source("inconclusive"), probe("malicious"))
    assert looked.brand is not None
    assert looked.brand.brand.name == "Provider A"
    assert looked.login
    assert not looked.challenged
    assert Looked(source("inconclusive")).brand is None
