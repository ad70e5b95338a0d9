from datetime import date

import pytest

from actions.judged import verdict
from unhook.actions import plan
from unhook.actions.model import Exemption, HeaderField, Measures, Mode, Modes, Override
from unhook.actions.planning import unjudged
from unhook.message.model import Message
from unhook.verdict.model import Level

TODAY = date(2026, 11, 24)
JO = "jo@corp.example"


def planned(measures: Measures, level: Level = "malicious", to: tuple[str, ...] = (JO,), **rules: float):  # type: ignore[no-untyped-def]
    return plan(Message(), verdict(level, **(rules or {"lure": 6.0})), to, measures, TODAY)


def test_by_itself_mail_is_only_observed() -> None:
    made = planned(Measures(authserv_id="mx.corp.example"))
    assert (made.mode, made.disposition, made.subject_tag, made.banner, made.reply) == (
        "observe",
        "deliver",
        None,
        None,
        None,
    )
    assert made.add[0] == HeaderField(
        "Authentication-Results", "mx.corp.example; x-unhook=malicious policy.score=0.9800"
    )
    assert made.add[1:] == (
        HeaderField("X-Unhook-Verdict", "malicious"),
        HeaderField("X-Unhook-Score", "0.9800"),
        HeaderField("X-Unhook-Reasons", "lure"),
        HeaderField("X-Unhook-Action", "observe"),
    )


@pytest.mark.parametrize(
    ("mode", "disposition", "tag", "reply"),
    [
        ("tag", "deliver", "[Phishing]", False),
        ("quarantine", "quarantine", "[Phishing]", False),
        ("reject", "reject", "[Phishing]", True),
    ],
)
def test_each_mode_has_its_fate(mode: Mode, disposition: str, tag: str, reply: bool) -> None:
    made = planned(Measures(modes=Modes(mode, "observe", "observe")))
    assert (made.mode, made.disposition, made.subject_tag, made.reply is not None) == (
        mode,
        disposition,
        tag,
        reply,
    )


@pytest.mark.parametrize(
    ("level", "mode"),
    [("malicious", "reject"), ("suspicious", "tag"), ("incomplete", "quarantine"), ("clean", "observe")],
)
def test_each_level_has_its_mode_and_clean_mail_is_never_touched(level: Level, mode: Mode) -> None:
    assert planned(Measures(modes=Modes("reject", "tag", "quarantine")), level).mode == mode


def test_what_is_kept_back_is_kept_by_whom_the_operator_says() -> None:
    modes = Modes("quarantine", "reject")
    assert planned(Measures(modes=modes)).disposition == "quarantine"
    assert planned(Measures(modes=modes, withhold=True)).disposition == "withhold"
    assert planned(Measures(modes=modes, withhold=True), "suspicious").disposition == "reject"


def test_the_first_override_that_fits_recipient_and_rule_counts() -> None:
    measures = Measures(
        overrides=(
            Override(Modes(malicious="reject"), frozenset({"corp.example"}), frozenset({"other"})),
            Override(Modes(suspicious="tag"), frozenset({"corp.example"})),
            Override(Modes(malicious="quarantine"), frozenset({"corp.example"}), frozenset({"lure"})),
        )
    )
    assert planned(measures).mode == "quarantine"
    assert planned(measures, to=("jo@CORP.example",)).mode == "quarantine"
    assert planned(measures, to=("jo@else.example",)).mode == "observe"
    assert planned(measures, other=5.0).mode == "reject"


def test_what_speaks_for_a_mail_is_no_rule_that_found_something() -> None:
    measures = Measures(overrides=(Override(Modes(malicious="reject"), rules=frozenset({"honest"})),))
    assert planned(measures, lure=6.0, honest=-1.0).mode == "observe"


def test_for_several_recipients_the_mildest_mode_counts() -> None:
    measures = Measures(
        modes=Modes("reject", "observe", "observe"),
        overrides=(Override(Modes("tag"), frozenset({"mild.example"})),),
    )
    assert planned(measures, to=(JO, "ann@mild.example")).mode == "tag"


def test_an_exemption_only_observes_and_its_reason_is_kept() -> None:
    measures = Measures(
        modes=Modes("reject"),
        exemptions=(Exemption("test mails of the trainers", recipient=JO),),
    )
    made = planned(measures)
    assert (made.mode, made.exempt) == ("observe", "test mails of the trainers")
    assert planned(measures, to=(JO, "ann@corp.example")).mode == "observe"
    assert planned(measures, to=("ann@corp.example",)).exempt is None


def test_a_banner_is_in_the_recipients_language_where_they_have_one() -> None:
    measures = Measures(
        modes=Modes("tag"),
        banner=True,
        overrides=(Override(domains=frozenset({"firma.example"}), language="de"),),
    )
    banner = planned(measures, to=("jo@firma.example",)).banner
    assert banner is not None
    assert banner.sentence.startswith("Diese Mail ist Phishing")
    assert banner.plain.startswith("This mail is phishing")
    mixed = planned(measures, to=("jo@firma.example", JO)).banner
    assert mixed is not None
    assert mixed.language == "en"


def test_an_empty_tag_leaves_the_subject_alone() -> None:
    assert planned(Measures(modes=Modes("tag"), malicious_tag="")).subject_tag is None


def test_mail_that_nobody_judged_says_so() -> None:
    made = unjudged(Measures(authserv_id="mx.corp.example"))
    assert made.disposition == "deliver"
    assert made.add == (
        HeaderField("Authentication-Results", "mx.corp.example; x-unhook=incomplete"),
        HeaderField("X-Unhook-Verdict", "incomplete"),
    )
