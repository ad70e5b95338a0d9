import pytest

from unhook.links import url
from unhook.pages.flow import wording
from unhook.pages.flow.wording import DEEDS, LANGUAGES


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Unsubscribe", "unsubscribe"),
        ("Click here to opt-out", "unsubscribe"),
        ("Newsletter abbestellen", "unsubscribe"),
        ("Se désabonner", "unsubscribe"),
        ("Cancelar a inscrição", "unsubscribe"),
        ("Darse de baja", "unsubscribe"),
        ("Uitschrijven", "unsubscribe"),
        ("Annulla l’iscrizione", "unsubscribe"),
        ("Confirm your e-mail", "confirm"),
        ("Jetzt bestätigen", "confirm"),
        ("Activez votre compte", "activate"),
        ("Verificar endereço", "verify"),
        ("Restablecer contraseña", "reset"),
        ("Uitnodiging accepteren", "invite"),
        ("Link magico", "magic"),
        ("Einmallink öffnen", "one-time"),
        ("Redeem now", "redeem"),
        ("RSVP", "calendar"),
        ("Approve sign-in", "approve"),
        ("Rate us", "vote"),
        ("Termin absagen", "calendar"),
        ("Cancel booking", "cancel"),
        ("SUBSCRIBE NOW", "subscribe"),
    ],
)
def test_what_texts_say(text: str, deed: str) -> None:
    assert deed in wording.said(text)


@pytest.mark.parametrize(
    "text", ["Sign in", "Read the article", "Our journey", "Ihre Rechnung", "Voir la facture", "Ver más", ""]
)
def test_texts_that_say_nothing_of_the_kind(text: str) -> None:
    assert wording.said(text) == ()


@pytest.mark.parametrize(
    ("address", "deed"),
    [
        ("https://a.test/unsubscribe?u=1", "unsubscribe"),
        ("https://a.test/mail/unsub/42", "unsubscribe"),
        ("https://a.test/newunsubscribe.php?q=1", "unsubscribe"),
        ("https://a.test/x?action=opt-out", "unsubscribe"),
        ("https://a.test/account/confirm_email?token=1", "confirm"),
        ("https://a.test/users/password-reset/abc", "reset"),
        ("https://a.test/e?action=RESPOND&rst=1", "calendar"),
        ("https://a.test/v1/verify%2Demail", "verify"),
    ],
)
def test_what_addresses_say(address: str, deed: str) -> None:
    parsed = url.parse(address)
    assert parsed is not None
    assert deed in wording.written(parsed)


@pytest.mark.parametrize(
    "address", ["https://verify.test/", "https://a.test/subs", "https://a.test/news?id=1"]
)
def test_addresses_that_say_nothing(address: str) -> None:
    parsed = url.parse(address)
    assert parsed is not None
    assert wording.written(parsed) == ()


def test_every_deed_has_words_in_every_language() -> None:
    for deed in DEEDS:
        assert {tag for tag, _ in wording.table()[deed]} == {*LANGUAGES, "url"}, deed


def test_no_phrase_stands_twice_for_a_deed() -> None:
    for deed, phrases in wording.table().items():
        for tag in (*LANGUAGES, "url"):
            own = [phrase for each, phrase in phrases if each == tag]
            assert len(own) == len(set(own)), (deed, tag)
