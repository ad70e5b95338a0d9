from unhook.pages.live.cookies import Cookies


def test_a_cookie_goes_back_to_whom_it_came_from() -> None:
    cookies = Cookies()
    cookies.keep("https://site.test/a", ["visit=1; Path=/", "step=2; Path=/; Secure"])
    assert cookies.of("https://site.test/b") == "visit=1; step=2"
    assert cookies.of("http://site.test/b") == "visit=1"
    assert cookies.of("https://other.test/") is None


def test_nobody_sets_cookies_for_others() -> None:
    cookies = Cookies()
    cookies.keep("https://site.test/", ["a=1; Domain=other.test", "b=2; Domain=test", "broken"])
    assert cookies.of("https://other.test/") is None


def test_identities_do_not_share_them() -> None:
    Cookies().keep("https://site.test/", ["visit=1"])
    assert Cookies().of("https://site.test/") is None
