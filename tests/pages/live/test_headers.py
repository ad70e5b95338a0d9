from unhook.context import Looking
from unhook.pages.broker import Request
from unhook.pages.live import destination, headers

URL = "https://site.test/a?b"
LOOKING = Looking(user_agent="Ordinary/1.0", languages="de")


def sent(request: Request, cookies: str | None = None) -> dict[str, str]:
    found = headers.of(request, destination.read(request.url, LOOKING), LOOKING, cookies)
    return {name.decode(): value.decode("latin-1") for name, value in found}


def test_the_visitor_is_an_ordinary_browser() -> None:
    fields = sent(Request(URL, navigation=True))
    assert next(iter(fields)) == "Host"
    assert fields["User-Agent"] == "Ordinary/1.0"
    assert fields["Accept"].startswith("text/html")
    assert fields["Accept-Language"] == "de"
    assert "unhook" not in str(fields).lower()
    assert "Headless" not in Looking().user_agent


def test_of_the_pages_own_fields_only_harmless_ones_go_out() -> None:
    asked = {
        "authorization": "Basic c2VjcmV0",
        "cookie": "theirs=1",
        "proxy-authorization": "x",
        "referer": "https://ann:secret@from.test:8443/inbox?mail=ann@corp.example#x",
        "sec-ch-ua": "HeadlessChrome",
        "x-canary": "secret",
        "accept": "image/*",
        "origin": "https://from.test",
        "Sec-Fetch-Dest": "image",
    }
    fields = sent(Request(URL, kind="image", headers=asked), "own=2")
    assert fields["Referer"] == "https://from.test:8443/"
    assert fields["Cookie"] == "own=2"
    assert fields["Accept"] == "image/*"
    assert fields["Sec-Fetch-Dest"] == "image"
    assert not {"Authorization", "Proxy-Authorization", "X-Canary", "Sec-Ch-Ua"} & set(fields)
    assert "secret" not in str(fields)
    assert "inbox" not in str(fields)


def test_a_referrer_that_is_no_address_is_left_out() -> None:
    for referrer in ("about:client", "http://[", "", "no address"):
        assert "Referer" not in sent(Request(URL, headers={"referer": referrer}))


def test_letters_that_no_field_holds_break_nothing() -> None:
    assert sent(Request(URL), "a=\u4e2d\xe9")["Cookie"] == "a=?\xe9"
