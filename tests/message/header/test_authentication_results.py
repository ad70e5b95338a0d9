import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.header.authentication_results import parse, received_spf


def test_a_field_by_the_book() -> None:
    found = parse(
        "mx.example.org; dkim=pass header.i=@example.com header.s=sel header.b=ehHYOeNl;"
        " spf=pass (mx.example.org: domain of ann@example.com designates 198.51.100.7 as permitted sender)"
        " smtp.mailfrom=ann@example.com; dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=example.com"
    )
    assert (found.server, found.spf, found.dkim, found.dmarc) == ("mx.example.org", "pass", "pass", "pass")
    (dkim,) = found.dkim_details
    assert (dkim.domain, dkim.selector, dkim.signature) == ("example.com", "sel", "ehHYOeNl")
    assert found.spf_details is not None
    assert found.spf_details.designator == "ann@example.com"
    assert found.spf_details.client_ip is not None
    assert found.spf_details.client_ip.ip == "198.51.100.7"
    assert found.dmarc_details is not None
    assert (found.dmarc_details.policy, found.dmarc_details.sub_policy) == ("NONE", "QUARANTINE")
    assert found.dmarc_details.disposition == "NONE"
    assert found.dmarc_details.from_ is not None
    assert found.dmarc_details.from_.domain == "example.com"


def test_microsoft_leaves_the_server_out_and_puts_bare_domains_between() -> None:
    found = parse(
        "spf=softfail (sender IP is 198.51.100.7) smtp.mailfrom=mail.example.com; example.org; dkim=none"
        " (message not signed) header.d=none;example.org; dmarc=fail action=quarantine"
        " header.from=example.com;compauth=fail reason=001"
    )
    assert found.server is None
    assert (found.spf, found.dkim, found.dmarc) == ("softfail", "none", "fail")
    assert found.spf_details is not None
    assert found.spf_details.client_ip is not None
    assert found.spf_details.client_ip.ip == "198.51.100.7"
    assert found.dmarc_details is not None
    assert found.dmarc_details.action == "quarantine"
    assert found.compauth is not None
    assert (found.compauth.verdict, found.compauth.reason) == ("fail", "001")


def test_an_arc_field_has_an_instance() -> None:
    found = parse(
        'i=2; mx.example.org 1; arc=pass (i=1 spf=pass); dkim=pass header.d=a.example header.b="i/Z="', "arc"
    )
    assert (found.type, found.instance, found.server) == ("arc", 2, "mx.example.org")
    assert found.arc is not None
    assert found.arc.verdict == "pass"
    assert found.spf is None
    assert found.dkim_details[0].signature == "i/Z="


def test_the_best_of_several_signatures_is_the_result() -> None:
    found = parse("mx.example.org; dkim=fail header.d=a.example; dkim=PASS header.d=B.example; dkim=none")
    assert found.dkim == "pass"
    assert [(item.verdict, item.domain) for item in found.dkim_details] == [
        ("fail", "a.example"),
        ("pass", "b.example"),
        ("none", None),
    ]


def test_quoted_values_reasons_and_nested_comments() -> None:
    found = parse(
        'mx.example.org; dkim=fail reason="bad; spf=pass" (key (2048) "bits") header.d=a.example; spf=none'
    )
    assert found.dkim_details[0].verdict == "fail"
    assert found.dkim_details[0].domain == "a.example"
    assert found.spf == "none"


def test_a_comment_cannot_state_a_result() -> None:
    found = parse("mx.example.org; spf=fail (dmarc=pass; dkim=pass) smtp.mailfrom=a.example")
    assert (found.spf, found.dmarc, found.dkim) == ("fail", None, None)


def test_missing_semicolons_and_equals_signs_in_addresses() -> None:
    found = parse("spf=pass smtp.mailfrom=b=ann=example.org@list.example dkim=pass header.d=list.example")
    assert found.spf_details is not None
    assert found.spf_details.designator == "b=ann=example.org@list.example"
    assert found.dkim == "pass"


def test_no_results_at_all() -> None:
    found = parse("mx.example.org; none")
    assert (found.server, found.spf, found.dkim, found.dmarc) == ("mx.example.org", None, None, None)


def test_method_versions_and_unknown_methods() -> None:
    found = parse(
        "mx.example.org; x-mood=good; dkim/1=pass header.d=a.example; iprev=pass policy.iprev=192.0.2.1"
    )
    assert found.dkim == "pass"


@pytest.mark.parametrize(
    ("value", "verdict", "designator", "ip", "server"),
    [
        (
            "pass (google.test: domain of ann@example.com designates 198.51.100.7 as permitted sender)"
            " client-ip=198.51.100.7;",
            "pass", "ann@example.com", "198.51.100.7", "google.test",
        ),
        (
            "Fail (protection.example: domain of example.com does not designate 198.51.100.7)"
            " receiver=protection.example; client-ip=198.51.100.7; helo=h.example;",
            "fail", "example.com", "198.51.100.7", "protection.example",
        ),
        (
            'softfail (x) client-ip=2001:db8::7; envelope-from="ann@example.com"; receiver=mx.example.org',
            "softfail", "ann@example.com", "2001:db8::7", "mx.example.org",
        ),
        (
            "None (protection.example: h.example does not designate permitted sender hosts)",
            "none", "h.example", None, "protection.example",
        ),
    ],
)  # fmt: skip
def test_received_spf(value: str, verdict: str, designator: str, ip: str | None, server: str) -> None:
    found = received_spf(value)
    assert (found.verdict, found.designator) == (verdict, designator)
    assert (found.client_ip.ip if found.client_ip else None) == ip
    assert found.server is not None
    assert found.server.domain == server


def test_regression_yahoo_glues_transitioning_to_the_domain() -> None:
    found = received_spf(
        "softfail (domain of transitioningexample.com does not designate 198.51.100.7 as permitted sender)"
    )
    assert found.designator == "example.com"


@pytest.mark.parametrize(
    "value", ["(" * 60_000, 'a="' * 30_000, "a=" * 30_000, ";" * 60_000, " " * 60_000, "domain of " * 6_000]
)
def test_floods_hold_no_result(value: str) -> None:
    found = parse(value)
    assert (found.spf, found.dkim, found.dmarc) == (None, None, None)


@given(st.text(max_size=150) | st.text(alphabet='spf=dkm(;)" .hearc', max_size=150))
def test_results_are_lower_case_whatever_is_read(value: str) -> None:
    found = parse(value)
    for verdict in (found.spf, found.dkim, found.dmarc):
        assert verdict is None or verdict == verdict.lower()
    received_spf(value)
