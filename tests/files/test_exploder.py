"""The capabilities, asked by rules over made-up scans."""

from typing import Any

import pytest

from unhook import message as messages
from unhook import mql
from unhook.context import Context, Inspection
from unhook.files import exploder as module
from unhook.files.clamd import Clamd
from unhook.files.exploder import Exploder
from unhook.files.model import Child, Fault, Found, Sign
from unhook.files.scanner import Sample
from unhook.limits import FileLimits
from unhook.mql.run import Run

from .mails import mail
from .scans import Answers

SCANS = Answers(
    {
        b"archive": Found(
            record={"zip": {"all_paths": ["run.exe"]}, "exiftool": {"author": "Ann"}},
            children=(
                Child(b"MZ program", "run.exe", "archive entry"),
                Child(b"page", "page 1", "page picture"),
            ),
            signs=(Sign("encrypted", "run.exe"),),
            mime="application/zip",
            flavors=("zip_file",),
        ),
        b"page": Found(
            record={
                "ocr": {"raw": "Sign in here"},
                "codes": [{"type": "url", "data": "https://collect.test/", "url": "https://collect.test/"}],
                "logo": {"brands": [{"name": "Microsoft", "confidence": "medium"}]},
                "oletools": {"indicators": {"vba_macros": {"exists": True}}},
            }
        ),
    }
)
RAW = mail([("all.zip", b"archive", "application/zip")])


def holds(source: str, raw: bytes = RAW, exploder: Exploder | None = None) -> Any:
    asked = exploder or Exploder(scan=SCANS)
    names = ("explode", "oletools", "exif", "qr", "ocr", "logo")
    context = Context(facts=dict.fromkeys(names, asked))
    message = messages.parse(raw, context)
    run = Run(message, context, providers=context.facts, strict=True)
    return mql.compile(source, mql.STANDARD).evaluate(run).value


@pytest.mark.parametrize(
    "source",
    [
        "length(file.explode(attachments[0])) == 3",
        'any(file.explode(attachments[0]), .depth == 1 and .file_extension == "exe" and .kind == "exe")',
        'any(file.explode(attachments[0]), any(.signs, .name == "encrypted" and .detail == "run.exe"))',
        'any(file.explode(attachments[0]), .flavors.mime == "application/zip")',
        'any(file.explode(attachments[0]), any(.flavors.yara, . == "zip_file"))',
        'any(file.explode(attachments[0]), any(.scan.zip.all_paths, . == "run.exe"))',
        'any(file.explode(attachments[0]), .scan.ocr.raw == "Sign in here")',
        'any(file.expand_archives(attachments[0]).files, .file_name == "run.exe" and .file_type == "exe")',
        'beta.parse_exif(attachments[0]).author == "Ann"',
        'beta.ocr(attachments[0]).text == "Sign in here"',
        "beta.ocr(attachments[0]).success",
        "beta.scan_qr(attachments[0]).found",
        'any(beta.scan_qr(attachments[0]).items, .url.domain.domain == "collect.test")',
        'any(ml.logo_detect(attachments[0]).brands, .name == "Microsoft" and .confidence == "medium")',
        "file.oletools(attachments[0]) is null",
    ],
)
def test_what_rules_read(source: str) -> None:
    assert holds(source) is True


def test_what_was_not_found_is_no_code_and_no_text() -> None:
    raw = mail([("a.txt", b"nothing", "text/plain")])
    assert holds("beta.scan_qr(attachments[0]).found", raw) is False
    assert holds("beta.ocr(attachments[0]).success", raw) is False


def test_an_oletools_record_answers() -> None:
    raw = mail([("a.doc", b"page", "application/msword")])
    assert holds("file.oletools(attachments[0]).indicators.vba_macros.exists", raw) is True


def test_each_file_is_scanned_once_whatever_is_asked() -> None:
    answers = Answers(SCANS.by_content)
    asked = Exploder(scan=answers)
    holds("length(file.explode(attachments[0])) == 3 and beta.ocr(attachments[0]).success", exploder=asked)
    holds("beta.scan_qr(attachments[0]).found", exploder=asked)
    assert len(answers.asked) == 3


def test_a_document_of_html_is_a_file() -> None:
    answers = Answers({})
    raw = b"Content-Type: text/html\n\n<p>Hello</p>"
    assert holds("any(file.explode(body.html), .depth == 0)", raw, Exploder(scan=answers)) is True
    assert answers.asked[0].media_type == "text/html"


def test_a_message_gives_its_passwords_and_recipients() -> None:
    answers = Answers({})
    raw = mail([("a.zip", b"x", "application/zip")], text="The password is tulip77.\n")
    found = messages.parse(raw)
    module.of(found, scan=answers).tree(found.attachments[0])
    assert "tulip77" in answers.asked[0].passwords
    assert answers.asked[0].recipients == ("jo@corp.example",)


def test_all_files_of_a_message_share_one_budget() -> None:
    names = [(f"{number}.bin", b"%d" % number * 10, "application/octet-stream") for number in range(5)]
    found = messages.parse(mail(names))
    asked = module.of(found, Inspection(FileLimits(scanned_bytes=25)), Answers({}))
    faults = [asked.tree(each).nodes[0].found.faults for each in found.attachments]
    assert [bool(each) for each in faults] == [False, False, True, True, True]


def test_trees_of_no_message_are_not_kept_for_ever() -> None:
    asked = Exploder(scan=Answers({}))
    for number in range(50):
        asked.tree(messages.parse(mail([("a", b"%d" % number, "a/b")])).attachments[0])
    assert len(asked._trees) == module._KEPT


def test_a_virus_that_the_daemon_names_is_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clamd, "scan", lambda self, data: "Test.Virus" if data == b"archive" else None)
    asked = module.of(messages.parse(RAW), Inspection(clamd="/run/clamd"), SCANS)
    nodes = asked.tree(messages.parse(RAW).attachments[0]).nodes
    assert [sign.name for sign in nodes[0].found.signs] == ["encrypted", "virus"]
    assert not any(sign.name == "virus" for node in nodes[1:] for sign in node.found.signs)


def test_a_daemon_that_does_not_answer_is_told() -> None:
    asked = module.of(messages.parse(RAW), Inspection(clamd="/nowhere/clamd"), SCANS)
    (fault,) = asked.tree(messages.parse(RAW).attachments[0]).nodes[0].found.faults
    assert fault.name == "failed"
    assert fault.detail.startswith("clamd: ")


PICTURE = b"\x89PNG\r\n\x1a\n made up"


class OnDemand:
    """Has words and a logo for whoever asks for them by name."""

    def __init__(self) -> None:
        self.asked: list[frozenset[str]] = []

    def __call__(self, sample: Sample) -> Found:
        self.asked.append(sample.only)
        logo = {"logo": {"brands": [{"name": "PayPal", "confidence": "medium"}]}}
        answers = {"ocr": Found({"ocr": {"raw": "Your PayPal account"}}), "logo": Found(logo)}
        return answers.get(min(sample.only, default=""), Found({"entropy": {"entropy": 1.0}}))


OF_PICTURE = mail([("a.png", PICTURE, "image/png"), ("same.png", PICTURE, "image/png")])


def test_words_are_read_when_a_rule_reads_them_and_once_for_the_same_picture() -> None:
    scan = OnDemand()
    asked = Exploder(scan=scan)
    assert holds("any(file.explode(attachments[0]), .scan.entropy.entropy > 0)", OF_PICTURE, asked) is True
    assert scan.asked == [frozenset()]
    words = 'any(attachments, any(file.explode(.), strings.icontains(.scan.ocr.raw, "paypal")))'
    assert holds(words, OF_PICTURE, asked) is True
    assert holds("beta.ocr(attachments[1]).success", OF_PICTURE, asked) is True
    assert [each for each in scan.asked if each] == [frozenset({"ocr"})]


def test_logos_are_put_together_with_the_words_beside_them() -> None:
    told: list[tuple[Any, str]] = []

    def together(logos: Any, words: str) -> list[dict[str, str]]:
        told.append((list(logos), words))
        return [{"name": "PayPal", "confidence": "high"}]

    source = 'any(ml.logo_detect(attachments[0]).brands, .name == "PayPal" and .confidence == "high")'
    assert holds(source, OF_PICTURE, Exploder(scan=OnDemand(), together=together)) is True
    assert told == [([{"name": "PayPal", "confidence": "medium"}], "Your PayPal account")]


def test_nothing_is_looked_at_again_when_a_messages_time_is_over() -> None:
    scan = OnDemand()
    asked = module.of(messages.parse(OF_PICTURE), Inspection(FileLimits(seconds=0.0)), scan)
    tree = asked.tree(messages.parse(OF_PICTURE).attachments[0], "ocr")
    assert scan.asked in ([], [frozenset()])
    assert Fault("limit:seconds") in tree.nodes[0].found.faults
