import pytest

from unhook import app, mql
from unhook.context import Context

MAIL = (
    b"From: a@sender.example\r\nTo: b@corp.example\r\nSubject: Verify your account\r\n\r\n"
    b"Dear customer, your account has been suspended. Please sign in to verify your account within\r\n"
    b"24 hours, otherwise your mailbox will be deactivated.\r\n"
)


@pytest.mark.parametrize(
    "expression",
    [
        "any(ml.nlu_classifier(body.current_thread.text).intents,"
        " .name == 'cred_theft' and .confidence != 'low')",
        "any(ml.nlu_classifier(body.current_thread.text, subject=subject.base).intents,"
        " .name == 'cred_theft')",
        "any(ml.nlu_classifier(body.current_thread.text).entities, .name == 'request' and .text =~ 'please')"
        " or any(ml.nlu_classifier(body.current_thread.text).entities, .name == 'urgency')",
        "any(beta.ml_topic(body.current_thread.text).topics, .name == 'Security and Authentication')",
        "ml.nlu_classifier(body.current_thread.text).language == 'english'",
        "length(ml.nlu_classifier(body.current_thread.text).tags) == 0",
        "not any(ml.nlu_classifier(body.current_thread.text).intents, .name == 'benign')",
    ],
)
def test_rules_get_an_answer_by_default(expression: str) -> None:
    context = app.equipped(Context())
    run = mql.Run(app.parse(MAIL), context)
    assert mql.compile(expression, query=True).evaluate(run).value is True


def test_the_callers_own_provider_comes_first() -> None:
    mine = object()
    assert app.equipped(Context(facts={"nlu": mine})).facts["nlu"] is mine
