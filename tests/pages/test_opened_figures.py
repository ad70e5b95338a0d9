"""What is said of the sites made for the probe; the figures that must hold.

The table is made anew with `python -m bench.pages results --table tests/pages/opened.tsv`, in an hour;
its difference is for a person to read. A few sites are probed in each run of the tests.
"""

from pathlib import Path

import pytest
from bench.pages import results

from unhook.pages.browser.browser import Browser

TABLE = Path(__file__).with_name("opened.tsv")
ALL = results.read(TABLE.read_text(encoding="utf-8"))
TOLD = [each for each in ALL if each.verdict != results.OPEN]
ANEW = (
    ("development", "adapts by fragment: base64 of JSON"),
    ("development", "asks for the mail exchanger: wire, by GET"),
    ("development", "home realm: Provider A, led on at once"),
    ("development", "A/B noise: Florist Shop, words in turn"),
    ("held out", "refuses the canary: by script, a hash of the address"),
    ("development", "asks for the picture: logo, its host's name, on a host of everybody's"),
    ("held out", "smuggled page: read backwards"),
    ("held out", "own account: a service that shows the visitor's firm by its logo"),
    ("held out", "webmail of its own: a hoster's, for every customer"),
)


def of(kind: str, half: str | None = None) -> list[results.Told]:
    return [each for each in TOLD if each.kind == kind and half in (None, each.half)]


def accused(of: list[results.Told]) -> list[str]:
    return [each.name for each in of if each.verdict in results.ACCUSED]


def test_the_table_has_every_site_once_as_it_is_made() -> None:
    made = [(half, site.name, site.kind, site.adapts) for half, site in results.sites()]
    assert len(set(made)) == len(made)
    assert [(each.half, each.name, each.kind, each.adapts) for each in ALL] == made


def test_the_set_is_large_enough() -> None:
    assert len([each for each in ALL if each.kind == "trap" and each.adapts]) >= 60
    assert len([each for each in ALL if each.kind == "benign"]) >= 200


@pytest.mark.parametrize("half", list(results.HALVES))
def test_adapting_traps_are_found(half: str) -> None:
    adapting = [each for each in of("trap", half) if each.adapts]
    assert len(accused(adapting)) >= 0.95 * len(adapting)


def test_no_other_trap_is_missed() -> None:
    found = accused(of("trap"))
    missed = [each.name for each in of("trap") if each.name not in found]
    assert missed == ["adapts by fragment: beside the field alone"]


def test_no_benign_site_is_accused() -> None:
    assert accused(of("benign")) == []


def test_no_trap_is_cleared() -> None:
    cleared = [each.name for each in TOLD if each.kind != "benign" and each.verdict == results.CLEARED]
    assert cleared == []


def test_what_is_cleared_is_at_its_owners() -> None:
    """Nothing becomes clean because nothing was seen."""
    groups = {each.name.partition(":")[0] for each in TOLD if each.verdict == results.CLEARED}
    assert groups <= {
        "provider's own sign-in",
        "tenant's sign-in at the provider",
        "home realm",
        "sealed mail",
    }


@pytest.mark.chromium
@pytest.mark.parametrize(("half", "name"), ANEW)
def test_a_few_are_told_as_the_table_says(half: str, name: str, browser: Browser) -> None:
    (site,) = [site for _, site in results.sites([half]) if site.name == name]
    (expected,) = [each for each in TOLD if (each.half, each.name) == (half, name)]
    assert results.looked(site, browser).verdict == expected.verdict
