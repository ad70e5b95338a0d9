"""What is found in files joins the message, as a new value."""

from typing import Any

from unhook import message as messages
from unhook.context import Context
from unhook.files.capabilities import Files
from unhook.files.model import Child, Fault, Found, Reference, Text
from unhook.files.opened import Opened, opened
from unhook.limits import DEFAULT, Limits
from unhook.message.locate import locate

from .mails import mail
from .scans import Answers

PDF = b"%PDF-1.7 made up"
PAGE = b"\x89PNG\r\n\x1a\n a page"
LONG = "word " * 40


def found_in(
    content: dict[bytes, Found], text: str = "See attached.\n", limits: Limits = DEFAULT, **more: Any
) -> Opened:
    files = more.get("files") or [("a.pdf", PDF, "application/pdf")]
    message = messages.parse(mail(files, text))
    return opened(message, Context(facts={"explode": Files(scan=Answers(content))}, limits=limits))


def links(seen: Opened) -> list[tuple[str, str, int | None]]:
    return [
        (link.href_url.url if link.href_url else "", link.parser, link.attachment)
        for link in seen.message.body.links
    ]


def test_a_file_that_says_nothing_leaves_the_message_as_it_is() -> None:
    seen = found_in({})
    assert seen.message.bare is None
    assert len(seen.trees) == 1


def test_links_stand_behind_the_mails_own_and_say_where_they_are_from() -> None:
    content = {
        PDF: Found(
            references=(Reference("https://pdf.test/", "annotation"),),
            children=(Child(PAGE, "page 1", "page picture"),),
        ),
        PAGE: Found(
            references=(Reference("https://code.test/", "qr"), Reference("https://read.test/", "ocr"))
        ),
    }
    seen = found_in(content, text="See https://own.test/ or the file.\n")
    assert links(seen) == [
        ("https://own.test/", "plain", None),
        ("https://pdf.test/", "pdf", 0),
        ("https://code.test/", "qr", 0),
        ("https://read.test/", "ocr", 0),
    ]
    assert seen.message.body.current_thread.links == seen.message.body.links[:1]


def test_the_mail_as_it_came_is_kept() -> None:
    seen = found_in({PDF: Found(references=(Reference("https://pdf.test/", "annotation"),))})
    assert seen.message.bare is not None
    assert seen.message.bare.body.links == ()
    assert seen.message.raw == seen.message.bare.raw


def test_a_page_drawn_as_a_picture_has_the_links_of_its_document() -> None:
    content = {
        PDF: Found(children=(Child(PAGE, "page 1", "page picture"),)),
        PAGE: Found(references=(Reference("https://page.test/", "text"),)),
    }
    assert links(found_in(content)) == [("https://page.test/", "pdf", 0)]


def test_what_the_body_says_already_is_not_said_twice() -> None:
    content = {PDF: Found(references=(Reference("https://own.test/", "text"),) * 3)}
    assert len(links(found_in(content, text="See https://own.test/ now.\n"))) == 1


def test_a_code_counts_even_where_the_body_says_the_same() -> None:
    content = {PDF: Found(references=(Reference("https://own.test/", "qr"),))}
    assert links(found_in(content, text="See https://own.test/ now.\n"))[1:] == [
        ("https://own.test/", "qr", 0)
    ]


def test_what_leads_nowhere_is_no_link() -> None:
    content = {PDF: Found(references=(Reference("file:///etc/x", "text"), Reference("no url", "text")))}
    assert links(found_in(content)) == []


def test_too_many_links_are_told() -> None:
    references = tuple(Reference(f"https://a.test/{number}", "text") for number in range(10))
    seen = found_in({PDF: Found(references=references)}, limits=Limits(links=4))
    assert len(links(seen)) == 4
    assert [defect.limit for defect in seen.message.defects] == ["links"]


def test_a_link_is_shown_at_its_file() -> None:
    message = found_in({PDF: Found(references=(Reference("https://pdf.test/", "annotation"),))}).message
    part = message.attachments[0].part
    assert part is not None
    assert locate(message, "body.links[0].href_url.url") == part.body


def test_a_mail_of_hardly_a_word_speaks_with_its_files_words() -> None:
    seen = found_in({PDF: Found(texts=(Text("Your mailbox will be closed today."),))})
    thread = seen.message.body.current_thread
    assert thread.text == "See attached.\n\nYour mailbox will be closed today."
    start = len("See attached.\n\n")
    assert locate(seen.message, "body.current_thread.text", (start, start + 12)) is None
    assert locate(seen.message, "body.current_thread.text", (0, 3)) is not None


def test_a_mail_that_speaks_for_itself_is_heard_alone() -> None:
    seen = found_in({PDF: Found(texts=(Text("Your mailbox will be closed today."),))}, text=LONG)
    assert "mailbox" not in seen.message.body.current_thread.text


def test_words_recognised_count_where_a_file_has_no_text() -> None:
    words = Text("Scan this code with your telephone now", "ocr")
    assert "telephone" in found_in({PDF: Found(texts=(words,))}).message.body.current_thread.text
    both = found_in({PDF: Found(texts=(Text("The text of the page is this."), words))})
    assert "telephone" not in both.message.body.current_thread.text


def test_metadata_and_a_logos_one_word_are_no_text() -> None:
    texts = (Text("Parcel", "ocr"), Text("one two three four five six", "metadata"))
    assert found_in({PDF: Found(texts=texts)}).message.bare is None


def test_what_could_not_be_read_is_told_once_a_file() -> None:
    faults = (
        Fault("encrypted", "a"), Fault("encrypted", "b"), Fault("limit:pages"), Fault("damaged"),
        Fault("failed", "pdf: ValueError"), Fault("unsupported", "tesserocr"),
    )  # fmt: skip
    defects = found_in({PDF: Found(faults=faults)}).message.defects
    assert [(each.code, each.detail) for each in defects] == [
        ("file-locked", "a.pdf"),
        ("file-too-large", "a.pdf"),
        ("file-unread", "a.pdf"),
    ]


def test_a_library_that_is_missing_is_no_gap_but_a_format_is() -> None:
    assert found_in({PDF: Found(faults=(Fault("unsupported", "zxingcpp"),))}).message.bare is None
    unread = found_in({PDF: Found(faults=(Fault("unsupported", "LZMA of tomorrow"),))})
    assert [each.code for each in unread.message.defects] == ["file-unread"]
