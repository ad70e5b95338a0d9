import pytest

from unhook.message.header import received
from unhook.message.header.border import find


def edge(*values: str) -> int | None:
    found = find({index: received.parse(value) for index, value in enumerate(values)})
    return found.index if found else None


STRANGER = (
    "from out.example.com (out.example.com [198.51.100.7]) by mx.example.org (Postfix) with ESMTPS id 1"
)


def test_the_first_foreign_client_is_the_border() -> None:
    assert (
        edge("from mx.example.org (mx.example.org [203.0.113.5]) by store.example.org with ESMTP", STRANGER)
        == 1
    )


@pytest.mark.parametrize(
    "own",
    [
        "by 2001:db8:1:: with SMTP id a1",
        "(qmail 123 invoked from network)",
        "from localhost (localhost [127.0.0.1]) by mx.example.org (Postfix) with ESMTP",
        "from anything.test (localhost [127.0.0.1]) by mx.example.org (Postfix) with ESMTP",
        "from filter ([10.0.0.3]) by mx.example.org with ESMTP",
        "from mx.example.org by mx.example.org with LMTP",
        "from imap.provider.example [203.0.113.9] by home.example.org with IMAP (fetchmail)",
        "from a (::1) by b.example.org with HTTPS",
    ],
)
def test_what_the_receiver_does_at_home(own: str) -> None:
    assert edge(own, STRANGER) == 1


@pytest.mark.parametrize(
    "claim",
    [
        "from mx.example.org (unknown [198.51.100.7]) by mx.example.org (Postfix) with ESMTP",
        "from mx.example.org ([198.51.100.7]) by mx.example.org with ESMTP",
        "from mx.example.org (mx.example.org [198.51.100.7] (may be forged)) by mx.example.org with ESMTP",
        "from mx.example.org by mx.example.org with ESMTP",
        "from x (dyn-17.example.org [198.51.100.7]) by mx.example.org with ESMTP",
        "from x (198-51-100-7.example.org [198.51.100.7]) by mx.example.org with ESMTP",
        "from evil.test (gateway [10.0.0.3]) by mx.example.org with ESMTP",
    ],
)
def test_a_claimed_name_does_not_make_a_client_the_receivers_own(claim: str) -> None:
    assert edge(claim, STRANGER) == 0


def test_exchange_online_is_at_home_until_its_front_door() -> None:
    inside = (
        "from A.namprd20.prod.outlook.com (::1) by B.namprd20.prod.outlook.com with HTTPS",
        "from C.prod.outlook.com (2603:10b6:a03::11) by A.namprd20.prod.outlook.com (2603:10b6::1) with X",
        "from D.prod.outlook.com (2603:10b6::3e) by C.outlook.office365.com (2603:10b6::2) with Microsoft",
    )
    front = "from E.outlook.com (40.107.1.1) by D.mail.protection.outlook.com (10.1.1.1) with Microsoft"
    forged = "from X.prod.outlook.com (2603:10b6::9) by Y.prod.outlook.com (2603:10b6::8) with Microsoft"
    assert edge(*inside, front, forged) == 3


def test_a_client_that_merely_says_it_is_microsoft_is_a_stranger() -> None:
    assert (
        edge(
            "from A.prod.outlook.com (198.51.100.7) by B.prod.outlook.com (2603:10b6::1) with Microsoft",
            STRANGER,
        )
        == 0
    )


def test_the_front_door_of_gmail_is_a_border_for_gmail_too() -> None:
    assert (
        edge(
            "by 2001:db8:1:: with SMTP id a",
            "from mail-sor.google.com (mail-sor.google.com. [209.85.220.41]) by mx.google.com with SMTPS",
            STRANGER,
        )
        == 1
    )


def test_without_strangers_the_oldest_is_the_border() -> None:
    assert edge("by a.example.org with local id 1", "by a.example.org with local id 2") == 1


def test_without_trace_there_is_no_border() -> None:
    assert edge() is None


def test_the_receivers_own_names_are_those_of_its_servers() -> None:
    found = find({2: received.parse("by store.example.net with LMTP id 1"), 5: received.parse(STRANGER)})
    assert found is not None
    assert found.host is not None
    assert (found.index, found.host.domain) == (5, "mx.example.org")
    assert found.owns("auth.example.org")
    assert found.owns("example.net")
    assert not found.owns("notexample.org")
    assert not found.owns("out.example.com")


def test_providers_with_several_domains_are_one() -> None:
    found = find({0: received.parse("from a.test ([198.51.100.7]) by x.me.com with ESMTPS")})
    assert found is not None
    assert found.owns("dmarc.icloud.com")


def test_delivery_inside_counts_only_from_inside() -> None:
    assert edge("from laptop ([198.51.100.7]) by mx.example.org with mapi id 15", STRANGER) == 0


def test_an_address_of_microsoft_is_at_home_only_at_microsoft() -> None:
    assert edge("from A.prod.outlook.com (2603:10b6::1) by mx.example.org with ESMTPS", STRANGER) == 0
