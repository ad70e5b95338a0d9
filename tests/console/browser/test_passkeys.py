"""Passkeys in Chromium, whose virtual device (CDP WebAuthn) signs as a real one does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from console.conftest import PASSWORD
from unhook.store import audit, passkeys

from .conftest import Site, empty, serving

pytestmark = pytest.mark.chromium

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with empty(tmp_path_factory.mktemp("passkeys")) as console, serving(console) as site:
        yield site


@pytest.fixture
def context(site: Site, chromium: Browser) -> Iterator[BrowserContext]:
    made = site.context(chromium)
    yield made
    made.close()


def device(page: Page, **options: object) -> None:
    """Give the browser a device that holds passkeys."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | options})


def by_password(site: Site, page: Page, name: str) -> None:
    page.goto(f"{site.url}/sign-in?next=/account")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.click("button.main")


def with_passkey(site: Site, page: Page, name: str) -> None:
    """A user who has just added one, and signed out."""
    site.person(name, "analyst")
    device(page)
    by_password(site, page, name)
    page.fill("#passkey", "this machine")
    with page.expect_navigation():
        page.click("form[data-passkey] button")
    assert "this machine" in page.inner_text("main")
    with page.expect_navigation():
        page.click("form[action='/sign-out'] button")


def how(site: Site) -> object:
    """How the last one signed in."""
    with site.console.store.reading() as connection:
        return next(each for each in audit.entries(connection) if each.action == "sign-in").detail["how"]


def test_a_passkey_alone_signs_in(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    with_passkey(site, page, "alone")
    page.goto(f"{site.url}/sign-in?next=/account")
    with page.expect_navigation():
        page.click("form[data-passkey] button")
    assert page.url == f"{site.url}/account"
    assert how(site) == "passkey"


def test_who_has_a_passkey_needs_it_beside_the_password(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    with_passkey(site, page, "both")
    by_password(site, page, "both")
    assert {each["name"] for each in context.cookies()} == {"unhook_start"}
    assert "Now show your passkey." in page.inner_text("main")
    with page.expect_navigation():
        page.click("form[data-passkey] button")
    assert page.url == f"{site.url}/account"
    assert how(site) == "password and passkey"


def test_an_answer_counts_once_and_in_its_browser_alone(
    site: Site, context: BrowserContext, chromium: Browser
) -> None:
    page = context.new_page()
    with_passkey(site, page, "once")
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.post_data or "") if each.method == "POST" else None)
    page.goto(f"{site.url}/sign-in")
    with page.expect_navigation():
        page.click("form[data-passkey] button")
    form = dict(pair.split("=", 1) for pair in sent[-1].split("&"))
    for other in (context, site.context(chromium)):
        other.clear_cookies(name="unhook")
        again = other.new_page()
        again.goto(f"{site.url}/sign-in")
        answer = again.locator("form[data-passkey] [name=answer]")
        answer.evaluate("(each, given) => { each.value = decodeURIComponent(given) }", form["answer"])
        with again.expect_navigation():
            answer.evaluate("each => each.form.submit()")
        assert "not right" in again.inner_text("main")
        assert "unhook" not in {each["name"] for each in other.cookies()}


def test_a_device_that_does_not_know_its_holder_adds_none(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    user = site.person("unverified", "analyst")
    device(page, isUserVerified=False)
    by_password(site, page, "unverified")
    page.fill("#passkey", "borrowed")
    page.click("form[data-passkey] button")
    page.wait_for_selector("form[data-passkey] [role=alert]:not([hidden])")
    with site.console.store.reading() as connection:
        assert passkeys.of(connection, user.id) == ()


def test_an_address_has_no_passkeys(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{site.port}/sign-in")
    assert page.locator("form[data-passkey]").count() == 0


def test_who_removes_the_last_passkey_needs_the_password_alone(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    with_passkey(site, page, "removes")
    by_password(site, page, "removes")
    with page.expect_navigation():
        page.click("form[data-passkey] button")
    with page.expect_navigation():
        page.click("form[action$='/drop'] button")
    with page.expect_navigation():
        page.click("form[action='/sign-out'] button")
    by_password(site, page, "removes")
    assert page.url == f"{site.url}/account"
