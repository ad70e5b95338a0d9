import base64

import pytest

from unhook.pages.probe import mask
from unhook.pages.probe.model import Identity

FIRM = Identity("C", "q7mkw2xyz@kavurole.test")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Hello q7mkw2xyz@kavurole.test!", f"Hello {mask.ADDRESS}!"),
        ("Hello Q7MKW2XYZ", "Hello somebody"),
        ("Sign in to Kavurole", "Sign in to thevisitor"),
        ("https://l.test/kavurole.test", "https://l.test/thevisitor.invalid"),
        (
            base64.b64encode(b"q7mkw2xyz@kavurole.test").decode(),
            base64.b64encode(mask.ADDRESS.encode()).decode(),
        ),
        ("Roses", "Roses"),
    ],
)
def test_the_identity_is_taken_out(text: str, masked: str) -> None:
    assert mask.of(FIRM)(text) == masked


def test_a_providers_name_stays() -> None:
    google = mask.of(Identity("G", "q7mk_w2xyz@gmail.com"))
    assert google("Gmail for q7mk_w2xyz@gmail.com") == f"Gmail for {mask.ADDRESS}"
    assert mask.of(Identity("N"))("gmail.com") == "gmail.com"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("thevisitor sign-in", True),
        ("Webmail of thevisitor.invalid", True),
        (f"Welcome {mask.ADDRESS}", False),
        ("mail.thevisitor.invalid", False),
        ("Webmail", False),
    ],
)
def test_its_own_name(text: str, own: bool) -> None:
    assert mask.names_own(text) is own
