import pytest

from unhook.files.picture.payload import Payload, addresses, read


@pytest.mark.parametrize(
    ("text", "kind", "urls"),
    [
        ("https://a.test/x", "url", ("https://a.test/x",)),
        (" HTTP://A.TEST/ ", "url", ("HTTP://A.TEST/",)),
        ("www.example.com/login", "url", ("www.example.com/login",)),
        ("example.com", "url", ("example.com",)),
        ("URL:https://a.test", "url", ("https://a.test",)),
        ("BEGIN:VCARD\nFN:Ann\nURL:https://a.test/c\nEND:VCARD", "vcard", ("https://a.test/c",)),
        ("WIFI:T:WPA;S:guest;P:secret;;", "wifi", ()),
        ("mailto:a@example.com?subject=x", "mailto", ()),
        ("tel:+4912345", "telephone", ()),
        ("SMSTO:123:yes", "sms", ()),
        ("otpauth://totp/a?secret=x", "otpauth", ()),
        ("bitcoin:1abc?amount=1", "payment", ()),
        ("BCD\n002\n1\nSCT", "payment", ()),
        ("FIDO:/123456", "passkey", ()),
        ("wc:abc@2?relay=x", "wallet", ()),
        ("tg://resolve?domain=x", "app", ("tg://resolve?domain=x",)),
        ("javascript:alert(1)", "script", ()),
        ("4006381333931", "text", ()),
        ("ticket 12, see https://a.test/t; thanks", "text", ("https://a.test/t",)),
    ],
)
def test_what_a_code_asks_for(text: str, kind: str, urls: tuple[str, ...]) -> None:
    assert read(text) == Payload(kind, urls)


def test_an_address_ends_before_the_full_stop() -> None:
    assert addresses("See https://a.test/x. Or www.b.test!") == ("https://a.test/x", "www.b.test")
