import pytest

from unhook.pages.source import software


@pytest.mark.parametrize(
    ("name", "address", "runs"),
    [
        ("WordPress", "https://a.test/wp-login.php", True),
        ("Outlook", "https://a.test/owa/auth.owa", True),
        ("Outlook", "https://a.test/next.php", False),
        ("PayPal", "https://a.test/owa/", False),
    ],
)
def test_where_software_signs_in(name: str, address: str, runs: bool) -> None:
    assert software.runs_itself(name, address, [None]) is runs
    assert software.runs_itself(name, None, [address]) is runs


def test_names_that_are_hardly_one_sites() -> None:
    assert software.is_software("Roundcube")
    assert not software.is_software("Microsoft")
