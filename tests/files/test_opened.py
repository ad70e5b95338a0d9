from unhook import message as messages
from unhook.context import Context
from unhook.files.capabilities import Files
from unhook.files.opened import Opened, opened

from .mails import mail
from .scans import Answers

PDF = b"%PDF-1.7 made up"


def test_a_mail_without_files_stays_the_same_value() -> None:
    message = messages.parse(b"Subject: Hello\n\nHi.")
    context = Context(facts={"explode": Files(scan=Answers({}))})
    seen = opened(message, context)
    assert seen.message is message
    assert seen.context is context


def test_files_that_nobody_looks_into_or_the_caller_answers_for_are_left_alone() -> None:
    message = messages.parse(mail([("a.pdf", PDF, "application/pdf")]))
    for facts in ({}, {"explode": object()}):
        context = Context(facts=facts)
        assert opened(message, context) == Opened(message, context)


def test_rules_are_answered_from_the_trees_that_were_made() -> None:
    answers = Answers({})
    message = messages.parse(mail([("a.pdf", PDF, "application/pdf")]))
    asked = Files(scan=answers)
    seen = opened(message, Context(facts={"explode": asked, "qr": asked, "whois": 1}))
    bound = seen.context.facts["explode"]
    assert bound is seen.context.facts["qr"] is not asked
    assert seen.context.facts["whois"] == 1
    assert bound.tree(message.attachments[0]) == seen.trees[0]
    assert len(answers.asked) == 1
