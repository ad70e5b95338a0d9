from unhook.message.model import AuthSummary

from .sections import codes, section

BORDER = (
    "Received: from out.example.com (out.example.com [198.51.100.7]) by mx.example.org with ESMTPS id 1\n"
)
AUTHOR = "From: Bank <info@bank.example.com>\nTo: ann@example.org\n\n"
GOOD = (
    "spf=pass smtp.mailfrom=bank.example.com; dkim=pass header.d=bank.example.com;"
    " dmarc=pass header.from=bank.example.com"
)
BAD = "spf=fail smtp.mailfrom=evil.test; dkim=none; dmarc=fail header.from=bank.example.com"


def passes(summary: AuthSummary) -> tuple[bool | None, bool | None, bool | None]:
    return summary.spf.pass_, summary.dkim.pass_, summary.dmarc.pass_


def judged(text: str, *trusted: str) -> tuple[bool | None, bool | None, bool | None]:
    known = {"trusted_authserv_ids": frozenset(trusted)} if trusted else {}
    return passes(section(text, **known).headers.auth_summary)


def results(server: str, verdicts: str) -> str:
    return f"Authentication-Results: {server}; {verdicts}\n"


def test_results_above_the_border_count() -> None:
    summary = section(results("mx.example.org", GOOD) + BORDER + AUTHOR).headers.auth_summary
    assert passes(summary) == (True, True, True)
    assert summary.server == "mx.example.org"
    assert summary.dmarc.details is not None
    assert summary.dmarc.details.from_ is not None
    assert summary.dmarc.details.from_.domain == "bank.example.com"


def test_results_above_every_trace_count_in_the_recipients_own_name() -> None:
    elsewhere = BORDER.replace("mx.example.org", "relay.provider.test")
    assert judged(results("mx.example.org", GOOD) + elsewhere + AUTHOR) == (True, True, True)
    assert judged(results("mx.example.org", BAD) + elsewhere + AUTHOR) == (False, False, False)


def test_a_pass_below_a_trace_proves_nothing_in_the_recipients_own_name() -> None:
    elsewhere = BORDER.replace("mx.example.org", "relay.provider.test")
    assert judged(elsewhere + results("mx.example.org", GOOD) + AUTHOR) == (None, None, None)


def test_a_pass_above_every_trace_proves_nothing_in_a_strangers_name() -> None:
    assert judged(results("mx.evil.test", GOOD) + BORDER + AUTHOR) == (None, None, None)


def test_a_forged_pass_below_the_border_is_null_and_noted() -> None:
    found = section(BORDER + results("mx.example.org", GOOD) + AUTHOR)
    assert passes(found.headers.auth_summary) == (None, None, None)
    assert "untrusted-authentication-results" in codes(found)


def test_a_failure_right_below_the_border_is_believed() -> None:
    assert judged(BORDER + results("mx.example.org", BAD) + AUTHOR) == (False, False, False)


def test_a_stranger_below_the_border_is_not_heard_at_all() -> None:
    assert judged(BORDER + results("mx.evil.test", BAD) + AUTHOR) == (None, None, None)


def test_a_forgery_below_a_forged_trace_is_not_heard() -> None:
    forged = (
        results("mx.example.org", GOOD) + "Received: from a.example ([198.51.100.1]) by mx.example.org; x\n"
    )
    assert judged(BORDER + forged + AUTHOR) == (None, None, None)


def test_a_forgery_does_not_outweigh_the_receivers_own_word() -> None:
    assert judged(results("mx.example.org", BAD) + BORDER + results("mx.example.org", GOOD) + AUTHOR) == (
        False,
        False,
        False,
    )


def test_regression_a_foreign_result_moved_above_the_border_is_not_heard() -> None:
    assert judged(results("mx.evil.test", GOOD) + BORDER + AUTHOR) == (None, None, None)
    assert judged(results("mx.example.org", BAD) + results("evil.test", GOOD) + BORDER + AUTHOR) == (
        False,
        False,
        False,
    )


def test_a_failure_above_every_trace_counts_under_any_name() -> None:
    assert judged(results("mail-check", BAD) + BORDER + AUTHOR) == (False, False, False)
    assert judged(results("mail-check", GOOD) + BORDER + AUTHOR) == (None, None, None)


def test_a_nameless_result_counts_only_at_microsoft() -> None:
    assert judged(f"Authentication-Results: {GOOD}\n" + BORDER + AUTHOR) == (None, None, None)


def test_regression_a_failure_below_the_senders_trace_is_believed() -> None:
    sender = "Received: by evil.test (Postfix, from userid 0) id 1; x\n"
    assert judged(BORDER + sender + results("auth.example.org", BAD) + AUTHOR) == (False, False, False)


def test_a_failure_right_below_the_border_counts_in_spite_of_an_earlier_delivery() -> None:
    earlier = "Received: from a.example (a.example [198.51.100.1]) by mx.example.org; x\n"
    assert judged(BORDER + results("mx.example.org", BAD) + earlier + AUTHOR) == (False, False, False)


def test_the_results_of_an_earlier_delivery_do_not_count() -> None:
    earlier = "Received: from a.example (a.example [198.51.100.1]) by mx.example.org; x\n"
    mail = BORDER + "Received: by list.example.net; x\n" + results("mx.example.org", BAD) + earlier + AUTHOR
    assert judged(mail) == (None, None, None)


def test_without_any_trace_nobody_trusted_judged() -> None:
    assert judged(results("mx.example.org", GOOD) + AUTHOR) == (None, None, None)


def test_nobody_judged_is_null_not_false() -> None:
    summary = section(BORDER + AUTHOR).headers.auth_summary
    assert passes(summary) == (None, None, None)
    assert summary.spf.error is None
    assert summary.server is None


def test_microsoft_has_no_name_but_a_place() -> None:
    exchange = (
        "Received: from C.prod.outlook.com (2603:10b6::1) by B.prod.outlook.com (2603:10b6::2) with X\n"
        f"Authentication-Results: {BAD};compauth=fail reason=000\n"
        "Received: from evil.test (198.51.100.7) by C.mail.protection.outlook.com (10.1.1.1) with Microsoft\n"
    )
    assert judged(exchange + AUTHOR) == (False, False, False)
    assert judged(exchange + AUTHOR, "protection.outlook.com") == (False, False, False)
    assert judged(exchange + f"Authentication-Results: {GOOD}\n" + AUTHOR, "mx.example.org") == (
        None,
        None,
        None,
    )


def test_gmail_writes_below_its_border_and_removes_forgeries() -> None:
    gmail = (
        "Received: by 2001:db8:1:: with SMTP id a\n"
        f"ARC-Authentication-Results: i=1; mx.google.com; {GOOD}\n"
        "Received: from out.example.com (out.example.com. [198.51.100.7]) by mx.google.com with ESMTPS id a\n"
        + results("mx.google.com", GOOD)
    )
    assert judged(gmail + AUTHOR) == (True, True, True)


def test_only_named_servers_count_when_names_are_given() -> None:
    text = results("mx.example.org", GOOD) + BORDER + results("gate.example.net", BAD) + AUTHOR
    assert judged(text, "mx.example.org") == (True, True, True)
    assert judged(text, "GATE.example.net") == (False, False, False)
    assert judged(text, "else.example") == (None, None, None)


def test_a_named_server_may_write_below_the_border() -> None:
    assert judged(BORDER + results("mx.example.org", GOOD) + AUTHOR, "mx.example.org") == (True, True, True)


def test_the_newest_of_a_named_servers_results_counts() -> None:
    old = "Received: from b.example ([198.51.100.8]) by relay.example.net; x\n" + results(
        "mx.example.org", GOOD
    )
    assert judged(results("mx.example.org", BAD) + BORDER + old + AUTHOR, "mx.example.org") == (
        False,
        False,
        False,
    )


def test_fields_of_one_server_are_merged_and_the_first_word_counts() -> None:
    text = (
        results("mx.example.org", "dmarc=fail header.from=bank.example.com")
        + results(
            "mx.example.org", "dkim=fail header.d=bank.example.com; dmarc=pass header.from=bank.example.com"
        )
        + BORDER
        + AUTHOR
    )
    assert judged(text) == (None, False, False)


def test_received_spf_stands_in_for_a_missing_spf_result() -> None:
    line = "Received-SPF: softfail (mx.example.org: domain of x@evil.test does not designate 198.51.100.7)\n"
    spf = section(line + BORDER + AUTHOR).headers.auth_summary.spf
    assert spf.pass_ is False
    assert spf.details is not None
    assert spf.details.designator == "x@evil.test"
    assert section(BORDER + line + AUTHOR).headers.auth_summary.spf.pass_ is None
    foreign = line.replace("mx.example.org:", "mx.evil.test:")
    assert section(foreign + BORDER + AUTHOR).headers.auth_summary.spf.pass_ is None


def test_the_original_results_of_an_earlier_server_never_count() -> None:
    assert judged(f"Authentication-Results-Original: mx.example.org; {GOOD}\n" + BORDER + AUTHOR) == (
        None,
        None,
        None,
    )
