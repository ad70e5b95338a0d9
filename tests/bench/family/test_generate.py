import re
from collections import Counter
from email import message_from_bytes, policy

import pytest
from bench.family.generate import Written, mails, of_text
from bench.family.wording import LANGUAGES, texts
from bench.twins.mailing import SERVICES

import unhook
from unhook.brands import registry
from unhook.links import domain, services

_RESERVED = (".example", ".test")
_PUBLIC = (
    "free_subdomain_hosts",
    "url_shorteners",
    "free_email_providers",
    "free_file_hosts",
    "form_builders",
)
# Where services count clicks, where redirectors and file services live.
_KNOWN = {
    *(service.envelope for service in SERVICES),
    *("list-manage.com", "mjt.lu", "awstrack.me", "google.com", "facebook.com", "bing.com", "we.tl"),
}


@pytest.fixture(scope="module")
def everything() -> list[Written]:
    """Each text once, and in one language each structure as well."""
    others = [next(of_text(1, text)) for tag in LANGUAGES if tag != "it" for text in texts(tag)]
    return [*mails(1, languages=("it",)), *others]


def test_the_same_seed_gives_the_same_bytes(everything: list[Written]) -> None:
    again = [made for text in texts("it")[::5] for made in of_text(1, text)]
    assert set(again) <= set(everything)
    other = {made.raw for text in texts("it")[::5] for made in of_text(2, text)}
    assert other.isdisjoint(made.raw for made in again)


def test_the_splits_share_no_template(everything: list[Written]) -> None:
    halves = [{made.template for made in mails(1, split, ("it",))} for split in ("train", "test")]
    assert not halves[0] & halves[1]
    assert halves[0] | halves[1] == {made.template for made in everything if made.language == "it"}
    assert len({made.name for made in everything}) == len(everything)


def test_the_promised_numbers_of_mails(everything: list[Written]) -> None:
    counts = Counter((made.group, made.label) for made in everything)
    assert set(counts) == {("lures", "forged"), ("notices", "genuine"), ("hard", "genuine")}
    assert counts["lures", "forged"] >= 200
    assert counts["notices", "genuine"] >= 100
    for tag in LANGUAGES:
        labels = {(made.label, made.split) for made in everything if made.language == tag}
        assert len(labels) == 4


def test_every_mail_is_well_formed(everything: list[Written]) -> None:
    for made in everything:
        message = message_from_bytes(made.raw, policy=policy.default)
        assert not [part.defects for part in message.walk() if part.defects], made.name
        assert not [value for value in message.values() if getattr(value, "defects", ())], made.name
        body = message.get_body(("plain", "html"))
        assert body is not None
        assert not re.search(r"\{\w*\}", str(message["subject"]) + body.get_content()), made.name


def _allowed(host: str) -> bool:
    if host.endswith(_RESERVED) or registry.load().owner(host) or host in _KNOWN:
        return True
    parsed = domain.parse(host)
    assert parsed is not None
    return parsed.root_domain in _KNOWN or bool(services.lists(parsed, *_PUBLIC))


def test_only_reserved_hosts_and_those_of_known_owners(everything: list[Written]) -> None:
    for made in everything:
        text = made.raw.decode("utf-8", "replace")
        parsed = unhook.parse(made.raw)
        links = {url.domain.domain for link in parsed.body.links if (url := link.href_url) and url.domain}
        fields = text.partition("\r\n\r\n")[0]
        hosts = links | {host.lower() for host in re.findall(r"@([\w.-]+\.[a-z]{2,})", fields)}
        addresses = {host for host in hosts if re.fullmatch(r"[\d.]+", host)}
        assert all(host.startswith(("192.0.2.", "198.51.100.", "203.0.113.")) for host in addresses)
        strangers = [host for host in hosts - addresses if not _allowed(host)]
        assert not strangers, made.name


def test_which_headers_there_are_tells_little(everything: list[Written]) -> None:
    by_label: dict[str, list[set[str]]] = {"genuine": [], "forged": []}
    for made in (made for made in everything if made.language == "it"):
        names = message_from_bytes(made.raw).keys()
        by_label[made.label].append({name.lower() for name in names})
    habits = (
        "list-unsubscribe",
        "list-unsubscribe-post",
        "precedence",
        "feedback-id",
        "x-mailer",
        "reply-to",
        "importance",
    )
    for name in (*habits, "dkim-signature", "authentication-results"):
        shares = [sum(name in names for names in rows) / len(rows) for rows in by_label.values()]
        assert abs(shares[0] - shares[1]) < 0.2, (name, shares)
        assert min(shares) > 0, name


def test_attachments_are_what_the_text_names(everything: list[Written]) -> None:
    carried = {
        (made.kind, *(part.content_type for part in unhook.parse(made.raw).attachments))
        for made in everything
        if made.kind == "hard-calendar" or (made.kind == "hard-supplier" and made.split == "test")
    }
    assert carried == {("hard-calendar", "text/calendar"), ("hard-supplier", "application/pdf")}
