import re

import pytest

from unhook.store import Store, audit, lessons, teaching
from unhook.store.model import Label

from .conftest import NOW, Keeper, Signer

BODY = (
    "Dear Smithers, your mailbox will be closed within 24 hours. Sign in at http://203.0.113.7/corp?u=abcdef"
)


def chosen(keep: Keeper, store: Store, label: Label = "phish", hidden: str = "", **parts: str) -> int:
    id_ = keep(to="jo.smithers@corp.test", **{"body": BODY, **parts})
    with store.writing() as connection:
        teaching.teach(connection, id_, label, by="ann", at=NOW)
        lessons.make(connection, id_, hidden, by="ann", at=NOW)
    return id_


def test_a_mail_is_marked_with_one_flag_after_another(keep: Keeper, store: Store, sign: Signer) -> None:
    id_ = chosen(keep, store)
    browser = sign("viewer")
    assert f'href="/learn/{id_}"' in browser.get("/learn").text
    page = browser.get(f"/learn/{id_}").text
    count = int(re.findall(r"1 of (\d+)", page)[0])
    assert count > 1
    marks = [browser.get(f"/learn/{id_}?step={step}").text for step in range(1, count + 1)]
    assert all(text.count("<li value=") == 1 for text in marks)
    assert all(f'<li value="{step}"' in text for step, text in enumerate(marks, 1))
    assert any("<mark>" in text for text in marks)
    assert "203[.]0[.]113[.]7" in page


def test_nobody_is_recognised(keep: Keeper, store: Store, sign: Signer) -> None:
    id_ = chosen(keep, store, hidden="24 hours", body=BODY + "\nKind regards, jo.smithers@corp.test")
    browser = sign("viewer")
    pages = "".join(browser.get(path).text for path in ("/learn", f"/learn/{id_}", "/learn/quiz"))
    for told in ("mithers", "corp.test", "corp[.]test", "abcdef", "24 hours"):
        assert told not in pages, told
    assert "[Name]" in pages


def test_the_quiz_says_nothing_before_the_answer(keep: Keeper, store: Store, sign: Signer) -> None:
    ids = {chosen(keep, store), chosen(keep, store, "genuine", subject="Lunch", body="At noon?")}
    browser = sign("viewer")
    asked, path = set(), "/learn/quiz"
    for _ in ids:
        page = browser.get(path).text
        assert "<mark>" not in page
        assert "<li value=" not in page
        id_ = int(re.findall(r'action="/learn/(\d+)"', page)[0])
        asked.add(id_)
        path = f"/learn/quiz?after={id_}"
    assert asked == ids
    assert "That was the last mail." in browser.get(path).text


@pytest.mark.parametrize("label", ["phish", "genuine"])
@pytest.mark.parametrize("answer", ["phish", "genuine"])
def test_an_answer_is_right_or_wrong_and_kept_nowhere(
    label: Label, answer: str, keep: Keeper, store: Store, sign: Signer
) -> None:
    id_ = chosen(keep, store, label)
    browser = sign("viewer")
    with store.reading() as connection:
        before = len(audit.entries(connection))
    page = browser.get(f"/learn/{id_}?answer={answer}").text
    assert ("That is right." in page) is (label == answer)
    assert ("That is not right." in page) is (label != answer)
    with store.reading() as connection:
        assert len(audit.entries(connection)) == before


def test_an_analyst_reads_a_mail_before_it_is_shown(keep: Keeper, store: Store, sign: Signer) -> None:
    id_ = keep(body=BODY)
    analyst, viewer = sign("analyst", "ann"), sign("viewer")
    assert analyst.post(f"/messages/{id_}/lesson").status_code == 409
    with store.writing() as connection:
        teaching.teach(connection, id_, "phish", by="ann", at=NOW)
    assert f"/messages/{id_}/lesson" in analyst.get(f"/messages/{id_}").text
    preview = analyst.get(f"/messages/{id_}/lesson?hidden=Smithers").text
    assert "Dear […]" in preview
    assert viewer.get(f"/learn/{id_}").status_code == 404
    assert viewer.get(f"/messages/{id_}/lesson").status_code == 403
    answer = analyst.post(f"/messages/{id_}/lesson", {"hidden": "Smithers"})
    assert answer.headers["location"] == f"/learn/{id_}?said=chosen"
    assert "Dear […]" in viewer.get(f"/learn/{id_}").text
    assert viewer.post(f"/learn/{id_}/drop").status_code == 403
    analyst.post(f"/learn/{id_}/drop")
    assert viewer.get(f"/learn/{id_}").status_code == 404
    with store.reading() as connection:
        trail = [entry.action for entry in audit.entries(connection, f"message:{id_}")]
    assert trail[:2] == ["unlesson", "lesson"]


def test_a_mail_of_which_the_truth_was_taken_back_is_shown_no_more(
    keep: Keeper, store: Store, sign: Signer
) -> None:
    id_ = chosen(keep, store)
    with store.writing() as connection:
        teaching.teach(connection, id_, None, by="ann", at=NOW)
    assert sign("viewer").get(f"/learn/{id_}").status_code == 404
