import pytest

from pages.made import brands, form, page
from unhook.pages.source import conduct

from .reading import read_page, scripted


def names(html: str) -> set[str]:
    return {sign.name for sign in conduct.of([read_page(html)], brands())}


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (
            page("x", "words<script src=https://challenges.cloudflare.com/turnstile/v0/api.js></script>"),
            "challenge",
        ),
        (page("x", "words<div class=g-recaptcha></div>"), "challenge"),
        (page("Just a moment...", "words"), "challenge"),
        (page("x", "<div class=url-bar>accounts.google.com</div>"), "drawn-window"),
        (
            page("x", "Enter this code at <a href=https://microsoft.com/devicelogin>the page</a>"),
            "device-code",
        ),
        (page("x", "words", head="<meta http-equiv=refresh content='0;url=https://b.test/'>"), "redirect"),
        (page("x", "words", "location.replace('https://b.test/')"), "redirect"),
        (
            page(
                "x",
                "Other mail" + "".join(f"<button>{each}</button>" for each in ("Gmail", "Outlook", "Yahoo")),
            ),
            "provider-choice",
        ),
        (page(script="load()"), "empty"),
        (page("x", "words", "var i=document.createElement('input');i.type='password'"), "field-by-script"),
    ],
)
def test_kinds_of_pages(html: str, name: str) -> None:
    assert names(html) == {name}


@pytest.mark.parametrize(
    "html",
    [
        page("x", "Are you a robot? " + "A long article. " * 60),
        page("x", "<div class=url-bar>hill-town.test</div>"),
        page("x", "Go to films.test/device and enter this code"),
        page("x", form("/a"), "button.onclick=function(){location.href='/next'}"),
        page(
            "x",
            "".join(f"<button>Continue with {each}</button>" for each in ("Google", "Microsoft", "Yahoo")),
        ),
        page("x", "words", "location.href=next"),
    ],
)
def test_what_honest_pages_have(html: str) -> None:
    assert names(html) == set()


def test_a_redirect_written_into_a_long_page_is_a_way_on_not_a_redirect() -> None:
    here = scripted("location.href='https://b.test/'", "word " * 30)
    assert {sign.name for sign in conduct.of([here], brands())} == set()
