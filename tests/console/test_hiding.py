import pytest

from unhook.console.hiding import Hiding

HIDING = Hiding(
    ("jo.smithers@corp.test", "Ann-Marie Weber", "info@corp.test", ""), {"corp.test"}, ("Project Zeus",)
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dear Smithers, hello JO.SMITHERS@corp.test!", "Dear [Name], hello name@company.example!"),
        ("other.person@mail.corp.test wrote", "name@company.example wrote"),
        ("intranet.corp.test and the Corp", "company.example and the [Company]"),
        ("ann-marie weber, Marie", "[Name], [Name]"),
        ("the info desk for project zeus", "the info desk for […]"),
        ("Weberei and corporate stay", "Weberei and corporate stay"),
        ("https://evil.test/x?u=am8uc21pdGhlcnM#a", "https://evil.test/…"),
        ("https://evil.test", "https://evil.test"),
        ("corp.test.evil.test", "company.example.evil.test"),
    ],
)
def test_what_is_known_of_people_is_replaced_and_nothing_else(text: str, shown: str) -> None:
    assert HIDING(text) == shown


def test_nothing_known_hides_nothing() -> None:
    assert Hiding((), frozenset())("jo@corp.test writes") == "jo@corp.test writes"
