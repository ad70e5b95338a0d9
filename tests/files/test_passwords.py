import pytest

from unhook.files.passwords import COMMON, candidates


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("Archive password: 7741", "7741"),
        ("The password for the attached file is Blue-Sky9.", "Blue-Sky9"),
        ("Das Passwort lautet: Herbst2026", "Herbst2026"),
        ("Kennwort: „garten77“", "garten77"),
        ("Mot de passe : soleil-44", "soleil-44"),
        ("A senha é 99881", "99881"),
        ("Contraseña: Sol#55", "Sol#55"),
        ("La clave es abc123", "abc123"),
        ("Het wachtwoord is tulp-1637", "tulp-1637"),
        ("La password è: Roma2026", "Roma2026"),
        ("Il codice di accesso: 40215", "40215"),
        ("PIN 4711", "4711"),
        ("pass code = x9!k", "x9!k"),
        ("Open it with:\n\n  Tiger-88\n\nRegards", "Tiger-88"),
    ],
)
def test_what_a_mail_offers(text: str, password: str) -> None:
    assert password in candidates("Invoice", text)


def test_the_subject_counts() -> None:
    assert candidates("Invoice, password 5521", "")[0] == "5521"


def test_a_sentence_mark_may_belong_to_it() -> None:
    assert candidates("", "Password: hunter2!")[:2] == ("hunter2", "hunter2!")


def test_common_ones_come_last() -> None:
    assert candidates("", "") == COMMON
    assert candidates("", "Password: abc9")[-len(COMMON) :] == COMMON


def test_they_are_bounded_and_each_once() -> None:
    lines = "\n".join(f"word{number}" for number in range(1_000))
    found = candidates("", lines + lines, most=20)
    assert len(found) == len(set(found)) == 20
    assert set(COMMON) <= set(found)


def test_a_long_text_is_read_in_linear_time() -> None:
    candidates("", "password " * 200_000)
    candidates("", "password for " + "a" * 1_000_000)
