from unhook.links import rewriters, url

SENT = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Flogin.example.net%2Fa&data=x"


def test_rewriters_are_peeled_off() -> None:
    found = url.parse(SENT)
    assert found is not None
    assert found.url == "https://login.example.net/a"
    assert found.rewrite is not None
    assert (found.rewrite.encoders, found.rewrite.original) == (("safelinks",), SENT)


def test_unwrapping_what_was_peeled_changes_nothing_here() -> None:
    found = url.parse(SENT)
    assert found is not None
    assert rewriters.unwrap(found) == found
    assert rewriters.unwrap(rewriters.unwrap(found)) == found


def test_plain_urls_and_words() -> None:
    found = url.parse("a?b", "https://shop.example.com/")
    assert found is not None
    assert (found.url, found.rewrite) == ("https://shop.example.com/a?b", None)
    assert url.parse("Sign in here") is None
