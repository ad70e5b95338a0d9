from collections import Counter
from email import message_from_bytes, policy

import pytest
from bench.twins.generate import Twin, mails
from bench.twins.target import TARGETS
from bench.twins.wording import LANGUAGES

import unhook


@pytest.fixture(scope="module")
def dutch() -> list[Twin]:
    return list(mails(1, "all", ("nl",)))


def test_the_same_seed_gives_the_same_bytes(dutch: list[Twin]) -> None:
    assert list(mails(1, "all", ("nl",))) == dutch
    assert {twin.raw for twin in mails(2, "all", ("nl",))}.isdisjoint(twin.raw for twin in dutch)


def test_names_are_unique_and_halves_disjoint(dutch: list[Twin]) -> None:
    names = {twin.name for twin in dutch}
    halves = [{twin.name for twin in mails(1, half, ("nl",))} for half in ("develop", "held-out")]
    assert len(names) == len(dutch)
    assert halves[0] | halves[1] == names
    assert not halves[0] & halves[1]


def test_every_mail_is_well_formed(dutch: list[Twin]) -> None:
    for twin in dutch:
        message = message_from_bytes(twin.raw, policy=policy.default)
        assert not [part.defects for part in message.walk() if part.defects], twin.name
        assert "{" not in str(message["subject"]), twin.name
        assert message["from"].addresses[0].display_name, twin.name
        assert message["to"].addresses[0].domain.endswith((".example", ".test")), twin.name


def test_enough_mails_of_the_mailbox_scam_and_of_genuine_desks(dutch: list[Twin]) -> None:
    counts = Counter((twin.kind.partition("-")[0], twin.label) for twin in dutch)
    assert counts["lures", "forged"] * len(LANGUAGES) >= 200
    assert counts["desk", "genuine"] * len(LANGUAGES) >= 100
    assert counts["lures", "genuine"] == 0


def test_all_moves_occur(dutch: list[Twin]) -> None:
    moves = {move for twin in dutch for move in twin.moves}
    assert moves >= set(TARGETS) | {"picture", "padding", "zero-width", "confusable", "behind-tracker"}


def test_the_verified_sender_is_what_the_structure_says(dutch: list[Twin]) -> None:
    expected = {"own-host": True, "through-service": True, "no-results": None, "spoofed-failing": False}
    for twin in dutch:
        if twin.moves[0] in expected:
            summary = unhook.parse(twin.raw).headers.auth_summary
            passed = summary.dmarc.pass_ if summary and summary.dmarc else None
            assert passed == expected[twin.moves[0]], twin.name


def _hosts(twin: Twin) -> set[str]:
    links = unhook.parse(twin.raw).body.links
    return {url.domain.domain if url.domain else "" for link in links if (url := link.href_url)}


def test_a_brand_links_to_its_own_hosts_and_its_forged_twin_to_others_too(dutch: list[Twin]) -> None:
    own = [_hosts(twin) for twin in dutch if twin.moves[0] == "own-host"]
    forged = [_hosts(twin) for twin in dutch if "to-unrelated" in twin.moves]
    assert not [host for hosts in own for host in hosts if host.endswith((".test", ".example"))]
    assert all(any(host.endswith((".test", ".example")) for host in hosts) for hosts in forged)


def test_disguises_and_attachments_are_in_the_mail(dutch: list[Twin]) -> None:
    for twin in dutch:
        message = unhook.parse(twin.raw)
        if "zero-width" in twin.moves:
            assert "\u200b" in twin.raw.decode(errors="replace") or "4oCL" in twin.raw.decode(
                errors="replace"
            )
        if "html-attachment" in twin.moves:
            assert [part.file_extension for part in message.attachments] == ["html"], twin.name
        if "picture" in twin.moves:
            assert message.body.current_thread.text in (None, ""), twin.name
