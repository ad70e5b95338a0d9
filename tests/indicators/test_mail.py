import hashlib

import pytest

from unhook.indicators import Indicator, mail
from unhook.verdict.model import Level

from . import mails
from .mails import AT, ORGANISATION, TRAP, model, verdict

PASSED = "dmarc=pass header.from=mail.example.org; spf=pass smtp.mailfrom=mail.example.org"


def _values(*links: str, fields: tuple[str, ...] = (), **rest: str) -> dict[str, tuple[str, int]]:
    found = mail.of(model(*links, **rest), verdict("malicious", *fields), AT, organisation=ORGANISATION)
    return {each.value: (each.role, each.confidence) for each in found}


def test_a_link_gives_its_host_and_its_address() -> None:
    found = mail.of(model(TRAP), verdict(), AT, organisation=ORGANISATION)
    assert Indicator("url", TRAP, "link", 50, first=AT, last=AT) in found
    assert Indicator("host", "login.example.net", "link", 50, first=AT, last=AT) in found


def test_what_a_red_flag_points_at_is_surer() -> None:
    found = _values("https://a.example.net/x", TRAP, fields=("body.links[1].href_url.url",))
    assert found[TRAP] == ("link", 90)
    assert found["https://a.example.net/x"] == ("link", 50)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.corp.example/in",
        "https://accounts.google.com/signin",
        "https://gmail.com/x",
        "http://www.w3.org/1999/xhtml",
        "mailto:jo@example.net",
    ],
)
def test_nobody_elses_host_is_called_bad(link: str) -> None:
    assert _values(link, sender="x <>") == {}


def test_on_a_host_of_many_the_page_alone_is_named() -> None:
    assert set(_values("https://docs.google.com/forms/d/1/viewform", sender="x <>")) == {
        "https://docs.google.com/forms/d/1/viewform"
    }


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (f"{TRAP}?e=jo@corp.example", TRAP),
        (f"{TRAP}#jo@corp.example", TRAP),
        (f"{TRAP}?a=1#am9AY29ycC5leGFtcGxl", f"{TRAP}?a=1"),
        ("https://login.example.net/jo@corp.example/in", None),
    ],
)
def test_no_address_tells_who_got_the_mail(link: str, told: str | None) -> None:
    found = {value for value, (role, _) in _values(link, sender="x <>").items() if "/" in value}
    assert found == ({told} if told else set())


def test_a_sender_that_nobody_proved_is_hardly_one() -> None:
    assert _values() == {"help@mail.example.org": ("sender", 30)}
    assert _values(auth=PASSED) == {
        "help@mail.example.org": ("sender", 50),
        "mail.example.org": ("sender", 50),
    }
    assert _values(auth="dmarc=fail header.from=mail.example.org") == {}


def test_an_answer_goes_to_the_attacker() -> None:
    found = _values(sender="x <boss@corp.example>", extra="Reply-To: rich@gmail.com, ann@corp.example\n")
    assert found == {"rich@gmail.com": ("reply-to", 50)}


def test_an_address_of_the_network_counts_where_a_server_vouches_for_it() -> None:
    told = "spf=pass (ip) smtp.mailfrom=bad@mail.example.org smtp.remote-ip=8.8.8.8"
    found = mails.mail(auth=told).headers.auth_summary.spf.details
    assert found is not None
    public = dict(model(auth=told))
    public["headers"]["auth_summary"]["spf"]["details"]["client_ip"] = {"ip": "8.8.8.8"}
    values = {each.value: each.role for each in mail.of(public, verdict(), AT, organisation=ORGANISATION)}
    assert values["8.8.8.8"] == "origin"
    public["headers"]["auth_summary"]["spf"]["details"]["designator"] = "x@gmail.com"
    assert "8.8.8.8" not in {each.value for each in mail.of(public, verdict(), AT)}
    assert _values("http://8.8.8.8/x", sender="x <>") == {
        "8.8.8.8": ("link", 50),
        "http://8.8.8.8/x": ("link", 50),
    }
    assert _values("http://10.0.0.1/x", sender="x <>") == {}


def test_files_count_when_they_are_accused_or_malware() -> None:
    digest = hashlib.sha256(b"MZ").hexdigest()
    attached = model(sender="x <>", attached="a.exe")
    assert mail.of(attached, verdict(), AT) == ()
    (told,) = mail.of(attached, verdict("malicious", "attachments[0].file_name"), AT)
    assert (told.kind, told.value, told.confidence) == ("sha256", digest, 90)
    (told,) = mail.of(attached, verdict(types=("malware",)), AT)
    assert (told.role, told.confidence) == ("attachment", 50)


@pytest.mark.parametrize("level", ["clean", "incomplete"])
def test_mail_that_nobody_calls_bad_has_none(level: Level) -> None:
    assert mail.of(model(TRAP), verdict(level), AT) == ()


def test_suspicious_mail_is_believed_less() -> None:
    assert {each.confidence for each in mail.of(model(TRAP, sender="x <>"), verdict("suspicious"), AT)} == {
        30
    }


def test_what_the_model_does_not_name_is_added() -> None:
    url = "https://deep.example.net/u?m=jo@other.example"
    found = mail.of(model(sender="x <>"), verdict(), AT, people=["jo@other.example"], urls=[url])
    assert {each.value for each in found} == {"deep.example.net", "https://deep.example.net/u"}
