import pytest

from .sections import codes, section

BORDER = (
    "Received: from out.example.com (out.example.com [198.51.100.7]) by mx.example.org with ESMTPS id 1\n"
)
AUTHOR = "From: Bank <info@bank.example.com>\nTo: ann@example.org\n\n"


def results(server: str, verdicts: str) -> str:
    return f"Authentication-Results: {server}; {verdicts}\n"


@pytest.mark.parametrize(
    ("verdict", "passed", "error"),
    [
        ("pass", True, False),
        ("fail", False, False),
        ("softfail", False, False),
        ("neutral", False, False),
        ("none", False, False),
        ("permerror", False, True),
        ("temperror", None, True),
    ],
)
def test_spf_verdicts(verdict: str, passed: bool | None, error: bool) -> None:
    text = results("mx.example.org", f"spf={verdict} smtp.mailfrom=other.example") + BORDER + AUTHOR
    spf = section(text).headers.auth_summary.spf
    assert (spf.pass_, spf.error) == (passed, error)
    assert spf.details is not None
    assert spf.details.verdict == verdict


@pytest.mark.parametrize(
    ("verdict", "passed"),
    [
        ("pass", True),
        ("bestguesspass", True),
        ("fail", False),
        ("none", False),
        ("permerror", False),
        ("temperror", None),
    ],
)
def test_dmarc_verdicts(verdict: str, passed: bool | None) -> None:
    text = results("mx.example.org", f"dmarc={verdict} header.from=bank.example.com") + BORDER + AUTHOR
    assert section(text).headers.auth_summary.dmarc.pass_ is passed


def test_any_passing_signature_is_a_pass() -> None:
    text = (
        results("mx.example.org", "dkim=fail header.d=a.example; dkim=pass header.d=b.example")
        + BORDER
        + AUTHOR
    )
    summary = section(text).headers.auth_summary
    assert summary.dkim.pass_ is True
    assert [item.domain for item in summary.dkim.details] == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("verdicts", "passed"),
    [
        ("dkim=pass header.d=mail.example.com", True),
        ("spf=pass smtp.mailfrom=bounce@example.com", True),
        ("dkim=pass header.d=badexample.com; spf=pass smtp.mailfrom=evil.test", None),
        ("dkim=fail header.d=example.com; spf=fail smtp.mailfrom=example.com", None),
    ],
)
def test_an_unstated_dmarc_result_is_derived_only_as_a_pass(verdicts: str, passed: bool | None) -> None:
    text = results("mx.example.org", verdicts) + BORDER + AUTHOR
    assert section(text).headers.auth_summary.dmarc.pass_ is passed


def test_a_dmarc_pass_for_another_domain_is_a_failure() -> None:
    found = section(results("mx.example.org", "dmarc=pass header.from=evil.test") + BORDER + AUTHOR)
    assert found.headers.auth_summary.dmarc.pass_ is False
    assert "dmarc-for-another-domain" in codes(found)
