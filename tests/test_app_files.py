"""What a check makes of a mail's files, over made-up scans."""

from email.message import EmailMessage

from unhook import app
from unhook.context import Context
from unhook.files.capabilities import Files
from unhook.files.model import Fault, Found, Reference
from unhook.files.scanner import Sample
from unhook.rules import pack
from unhook.rules.rule_file import Rule


def mail(content: bytes) -> bytes:
    message = EmailMessage()
    message["From"] = "Ann <ann@florist.test>"
    message["To"] = "Jo Doe <jo@corp.example>"
    message["Subject"] = "Roses"
    message["Date"] = "Mon, 2 Mar 2026 08:59:58 +0000"
    message["Message-ID"] = "<m1@florist.test>"
    message.set_content("The list of roses that we have in March is in the file.\n")
    message.add_attachment(content, "application", "pdf", filename="roses.pdf")
    return message.as_bytes()


def scan(sample: Sample) -> Found:
    if sample.data == b"locked":
        return Found(faults=(Fault("encrypted"),))
    return Found(references=(Reference("https://florist.test/roses", "annotation"),))


CONTEXT = Context(facts={"explode": Files(scan=scan)})


def test_a_file_that_nobody_could_read_is_never_clean() -> None:
    verdict = app.check(mail(b"locked"), CONTEXT).verdict
    assert (verdict.level, verdict.incomplete) == ("incomplete", ("file-locked: roses.pdf",))


def test_links_of_files_join_and_the_trees_are_kept() -> None:
    checked = app.check(mail(b"%PDF-1.7 open"), CONTEXT)
    assert [(link.parser, link.attachment) for link in checked.message.body.links] == [("pdf", 0)]
    assert [len(tree.nodes) for tree in checked.trees] == [1]
    assert checked.verdict.level == "clean"


def test_whoever_wants_no_files_opened_gets_none() -> None:
    checked = app.check(mail(b"locked"), Context(files=None))
    assert (checked.trees, checked.message.bare, checked.verdict.incomplete) == ((), None, ())
    assert "explode" not in app.equipped(Context(files=None)).facts


def test_facts_of_the_callers_own_win() -> None:
    own = object()
    assert app.equipped(Context(facts={"explode": own})).facts["explode"] is own


def test_a_pack_for_the_mail_as_it_came_sees_no_joined_links() -> None:
    rule = Rule(id="linked", name="Linked", kind="rule", source="length(body.links) > 0", path="linked.yml")
    own = pack.of([rule], "own")
    raw = mail(b"%PDF-1.7 open")
    assert len(app.check(raw, CONTEXT, pack=own).findings.hits) == 1
    bare = pack.assembled(own.rules, own.programs, "feed", bare=True)
    assert len(app.check(raw, CONTEXT, pack=bare).findings.hits) == 0


def test_a_red_flag_of_the_mail_as_it_came_stays_one_and_honesty_does_not() -> None:
    rules = [
        Rule(id=name, name=name, kind="rule", source="length(body.links) == 0", path="a.yml", weight=weight)
        for name, weight in (("flag", 1.0), ("honest", -1.0))
    ]
    findings = app.check(mail(b"%PDF-1.7 open"), CONTEXT, pack=pack.of(rules, "own")).findings
    assert [hit.rule for hit in findings.hits] == ["flag"]
