import pytest

from pages.made import brands
from unhook.pages.source import wording


@pytest.mark.parametrize(
    "text",
    [
        "Provider A",
        "Provider A: Sign in",
        "Bei Provider A anmelden",
        "Connexion | Provider A",
        "Inicie sesión en Provider A",
        "Hill Town | Provider A login",
    ],
)
def test_names_of_the_page(text: str) -> None:
    assert [each.strong for each in wording.naming(text, brands(), None)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Sign in with Provider A",
        "Mit Provider A anmelden",
        "A page by Provider A",
        "Se connecter avec Provider A",
        "nothing",
    ],
)
def test_mentions(text: str) -> None:
    assert list(wording.naming(text, brands(), None)) == []


@pytest.mark.parametrize(
    ("label", "said"),
    [("hill-town", True), ("hilltown", True), ("other", False), ("hi", False), (None, False)],
)
def test_a_hosts_own_label(label: str | None, said: bool) -> None:
    assert wording.says("Welcome to Hill Town", label) is said


def test_words_of_signing_in_are_nobodys_names() -> None:
    registry_words = {
        word.lower()
        for brand in brands().all
        if brand.kind != "generic"
        for word in brand.words
        if " " not in word
    }
    assert registry_words & wording.sign_in_words() == set()


def test_an_ordinary_word_of_sign_in_pages_is_no_brand() -> None:
    assert list(wording.naming("Free account login", brands(), None)) == []


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("florist-shop", True),
        ("kilnandclay", True),
        ("invoices", True),
        ("webmail", False),
        ("secure-mail-portal", False),
        ("doc-share-online365", False),
        ("ihr-postfach", False),
    ],
)
def test_a_label_of_mere_words_is_no_name(label: str, name: bool) -> None:
    assert wording.is_name(label) is name
