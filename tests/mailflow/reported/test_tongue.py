import pytest

from unhook.mailflow.reported import tongue

GERMAN = "Hallo, ich habe diese Mail bekommen und weiß nicht, ob sie echt ist. Könnt ihr das bitte prüfen?"


@pytest.mark.parametrize(
    ("note", "named", "subject", "expected"),
    [
        (GERMAN, ("fr",), "Fwd: x", "de"),
        ("", ("xx", "fr-CH"), "WG: x", "fr"),
        ("", (), "WG: x", "de"),
        ("", (), "RV: x", "es"),
        ("ok?", (), "Fwd: x", "ar"),
    ],
)
def test_a_language_is_that_of_the_words_then_of_the_program_then_the_default(
    note: str, named: tuple[str, ...], subject: str, expected: str
) -> None:
    assert tongue.of(note, named, subject, "ar") == expected
