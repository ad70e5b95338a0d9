import pytest

from unhook.pages.source.model import FieldKind

from .reading import read_page


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("<input type=password>", "password"),
        ("<input type=PASSWORD name=x>", "password"),
        ("<input name=user_passwd>", "dressed"),
        ("<input name=senha>", "dressed"),
        ("<input type=text placeholder=Kennwort>", "dressed"),
        ("<input name=x style='-webkit-text-security: disc'>", "dressed"),
        ("<input name=forgot_password_email>", "mail"),
        ("<input name=fullname>", "other"),
        ("<input name=otp>", "code"),
        ("<input autocomplete=one-time-code>", "code"),
        ("<input placeholder='Verification code'>", "code"),
        ("<textarea placeholder='Secret recovery phrase'></textarea>", "phrase"),
        ("<input type=password placeholder='Private key'>", "phrase"),
        ("<input autocomplete=cc-number>", "card"),
        ("<input name=cvv>", "card"),
        ("<input type=email name=x>", "mail"),
        ("<input name=username>", "mail"),
        ("<input name=q>", "other"),
    ],
)
def test_what_a_field_takes(field: str, kind: FieldKind) -> None:
    assert [each.kind for each in read_page(field).fields] == [kind]


@pytest.mark.parametrize("kind", ["hidden", "submit", "checkbox", "radio", "file", "button"])
def test_what_takes_no_words(kind: str) -> None:
    assert read_page(f"<input type={kind} name=password>").fields == ()
