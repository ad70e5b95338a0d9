import msgspec

from mailflow.mails import EXAMPLES, job
from unhook import app
from unhook.mailflow.job import Job, Judged, judged


def test_a_mail_is_put_together_byte_for_byte() -> None:
    raw = (EXAMPLES / "seed-scam.eml").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert job("seed-scam").raw() == raw
    assert job("seed-scam").traced().endswith(raw)


def test_a_job_survives_its_way() -> None:
    sent = job("seed-scam")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(sent), type=Job) == sent


def test_what_was_found_is_kept_with_its_evidence() -> None:
    checked = app.check(job("seed-scam").traced())
    kept = msgspec.msgpack.decode(judged(checked.findings, checked.verdict, outer=True), type=Judged)
    assert kept.verdict.level == checked.verdict.level
    assert [each.finding.rule for each in kept.verdict.reasons] == [
        each.finding.rule for each in checked.verdict.reasons
    ]
    assert list(kept.findings.hits[0].evidence) == list(checked.findings.hits[0].evidence)
    assert list(kept.verdict.not_evaluated) == list(checked.verdict.not_evaluated)
