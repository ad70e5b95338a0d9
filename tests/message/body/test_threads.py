import pytest

from unhook.limits import DEFAULT
from unhook.message.model import Body

from .bodies import built, of_html, of_plain

ATTRIBUTION = "On Mon, Jan 1, 2024 at 10:00 AM Jo Doe <jo@example.com> wrote:"
HEADER = "From: Jo Doe <jo@example.com>\nSent: Monday\nTo: Al <al@example.com>\nSubject: Offer\n"
GMAIL = (
    '{}<br><div class="gmail_quote"><div class="gmail_attr">{}<br></div>'
    '<blockquote class="gmail_quote">quoted <a href="https://old.example.com/">old</a></blockquote></div>'
)


def threads(body: Body) -> list[str]:
    every = [body.current_thread, *body.previous_threads]
    for thread in every:
        assert body.text[slice(*thread.text_span)] == thread.text
    return [thread.text for thread in every]


def test_a_mail_without_quotes_is_one_thread() -> None:
    assert threads(of_plain("\nHello\n\nJo\n")) == ["Hello\n\nJo"]
    assert threads(of_plain("")) == [""]


def test_a_reply_above_its_quote() -> None:
    body = of_plain(f"Yes.\n\n{ATTRIBUTION}\n\n> Really?\n")
    assert threads(body) == ["Yes.", "> Really?"]
    (quoted,) = body.previous_threads
    assert quoted.preamble == ATTRIBUTION
    assert quoted.sender is not None
    assert quoted.sender.email.email == "jo@example.com"


def test_a_reply_below_its_quote() -> None:
    assert threads(of_plain(f"{ATTRIBUTION}\n> Really?\n\nYes.\n")) == ["Yes.", "> Really?"]


def test_a_reply_between_quoted_lines() -> None:
    body = of_plain(f"Hi,\n\n{ATTRIBUTION}\n> One?\nYes.\n> Two?\nNo.\n\n> Three?\n")
    assert body.current_thread.text.endswith("No.")
    assert body.current_thread.text.startswith("Hi,")
    assert len(body.previous_threads) == 1


def test_a_footer_below_a_quote_is_not_the_author_s() -> None:
    footer = "_______________________________________________\nlist mailing list\n"
    assert threads(of_plain(f"Yes.\n\n{ATTRIBUTION}\n> Really?\n\n{footer}"))[0] == "Yes."


def test_outlook_quotes_newest_first() -> None:
    older = HEADER.replace("Jo Doe", "Cy").replace("Offer", "Question")
    body = of_plain(f"Yes.\n\n________________________________\n{HEADER}\nReally?\n\n{older}\nWhat?\n")
    assert threads(body) == ["Yes.", "Really?", "What?"]
    assert [thread.subject.base for thread in body.previous_threads if thread.subject] == [
        "Offer",
        "Question",
    ]


def test_a_forward_without_a_comment_is_the_current_thread() -> None:
    body = of_plain(f"---------- Forwarded message ---------\n{HEADER}\nPay at https://example.com/x\n")
    assert threads(body) == ["Pay at https://example.com/x"]
    assert body.current_thread.sender is not None
    assert len(body.current_thread.links) == 1


def test_a_forward_of_a_forward_without_comments() -> None:
    line = "---------- Forwarded message ---------\n"
    assert threads(of_plain(f"{line}{HEADER}\n\n{line}{HEADER}\nPay.\n")) == ["Pay."]


def test_a_forward_with_a_comment() -> None:
    body = of_plain(f"See below.\n\nBegin forwarded message:\n\n{HEADER}\nPay.\n")
    assert threads(body) == ["See below.", "Pay."]


def test_a_warning_above_a_forward_is_no_comment() -> None:
    body = of_plain(f"[EXTERNAL]\n\n{HEADER}\nPay.\n")
    assert threads(body) == ["Pay."]
    assert [banner.text for banner in body.current_thread.banners] == ["[EXTERNAL]"]


@pytest.mark.parametrize(
    "line", ["Sent from my iPhone", "Von meinem iPhone gesendet", "Enviado do Email para Windows"]
)
def test_a_mail_program_s_signature_above_a_forward_is_no_comment(line: str) -> None:
    assert threads(of_plain(f"{line}\n\n{HEADER}\nPay.\n")) == ["Pay."]
    assert len(threads(of_plain(f"Look!\n{line}\n\n{HEADER}\nPay.\n"))) == 2


def test_a_warning_is_left_out_of_the_text() -> None:
    body = of_plain("CAUTION: This email originated from outside of the organization.\n\nPay.\n")
    assert threads(body) == ["Pay."]
    assert len(body.current_thread.banners) == 1


@pytest.mark.parametrize("attribution", [ATTRIBUTION.replace("<", "&lt;"), "Jõ Dõ kirjotas 1.1.24:"])
def test_gmail_quotes_in_any_language(attribution: str) -> None:
    body = of_html(GMAIL.format("Yes.", attribution))
    assert threads(body) == ["Yes.", "quoted old"]
    assert body.current_thread.links == ()
    assert len(body.previous_threads[0].links) >= 1


def test_a_bottom_reply_in_html() -> None:
    attribution = '<div class="moz-cite-prefix">On 1/2/24, Jo wrote:</div>'
    quote = '<blockquote type="cite"><p>Really?</blockquote>'
    assert threads(of_html(f"{attribution}{quote}<p>Yes.</p>")) == ["Yes.", "Really?"]


def test_a_citation_introduced_by_words_of_an_unknown_language() -> None:
    body = of_html('Yes.<br>Jo lub 1.1.24:<blockquote type="cite">Really?</blockquote>')
    assert threads(body) == ["Yes.", "Really?"]


def test_quote_marks_without_an_introduction_hide_nothing() -> None:
    body = of_html(
        'Hi<div class="gmail_quote"><blockquote type="cite">Confirm your mailbox</blockquote></div>'
    )
    assert body.previous_threads == ()
    assert "Confirm your mailbox" in body.current_thread.text


def test_a_forged_quote_with_nothing_above_is_current() -> None:
    body = of_plain(f"{ATTRIBUTION}\nConfirm your mailbox at https://example.com/x\n")
    assert body.current_thread.text.startswith("Confirm")
    assert body.previous_threads == ()


def test_links_go_to_the_thread_that_shows_them() -> None:
    body = of_html(
        "<a href=https://new.example.com/><img src=x></a> Hi<br>"
        f"-----Original Message-----<br>{HEADER.replace('<', '&lt;').replace(chr(10), '<br>')}<br>"
        "<a href=https://old.example.com/>old</a><form action=https://form.example.com/></form>"
    )
    hosts = [
        [link.href_url.domain.domain for link in thread.links if link.href_url and link.href_url.domain]
        for thread in (body.current_thread, *body.previous_threads)
    ]
    assert hosts == [["new.example.com"], ["old.example.com", "form.example.com"]]


def test_too_many_threads_are_reported() -> None:
    many = f"{ATTRIBUTION}\n\nx\n\n" * (DEFAULT.threads + 5)
    body, defects = built(plain="Hi\n\n" + many)
    assert [defect.limit for defect in defects] == ["threads"]
    assert len(body.previous_threads) == DEFAULT.threads
