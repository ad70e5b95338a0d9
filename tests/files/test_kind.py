import pytest

from unhook.files.kind import signs


def names(kind: str, name: str | None, media_type: str | None = None) -> list[str]:
    return [sign.name for sign in signs(kind, name, media_type)]


@pytest.mark.parametrize(
    ("kind", "name", "media_type"),
    [
        ("jpg", "photo.jpeg", "image/jpg"),
        ("png", "photo.jpg", "image/jpeg"),
        ("txt", "table.csv", "text/csv"),
        ("zip", "letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("html", "export.xls", "application/vnd.ms-excel"),
        ("rtf", "letter.doc", "application/msword"),
        ("pdf", "invoice.pdf", "application/octet-stream"),
        ("pdf", None, None),
        ("unknown", "invoice.pdf", "application/pdf"),
        ("docx", "all.zip", "application/zip"),
        ("eml", "mail.eml", "message/rfc822"),
        ("svg", "logo.svg", "image/svg+xml"),
        ("txt", "notes.pdf.txt", "text/plain"),
        ("gz", "report.txt.gz", "application/gzip"),
    ],
)
def test_what_is_everyday_is_no_sign(kind: str, name: str | None, media_type: str | None) -> None:
    assert names(kind, name, media_type) == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("exe", "invoice.pdf"),
        ("html", "invoice.pdf"),
        ("zip", "photo.jpg"),
        ("exe", "letter.docx"),
        ("lnk", "report.txt"),
        ("pdf", "page.html"),
        ("elf", "song.mp3"),
        ("dll", "all.zip"),
    ],
)
def test_content_that_the_name_hides(kind: str, name: str) -> None:
    assert names(kind, name) == ["type-mismatch-name"]


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("html", "application/pdf"), ("exe", "image/png"), ("html", "image/jpeg"), ("exe", "text/plain")],
)
def test_content_that_the_declared_type_hides(kind: str, media_type: str) -> None:
    assert names(kind, None, media_type) == ["type-mismatch-declared"]


def test_the_detail_names_both() -> None:
    assert [sign.detail for sign in signs("html", "a.pdf", "application/pdf")] == [
        "html as .pdf",
        "html as application/pdf",
    ]


@pytest.mark.parametrize(
    "name", ["invoice.pdf.exe", "a.docx .js", "photo.jpg.html", "bill" + " " * 12 + ".com"]
)
def test_a_second_ending(name: str) -> None:
    assert "double-extension" in names("unknown", name)


def test_a_name_that_reads_backwards() -> None:
    assert names("unknown", "invoice\u202efdp.exe") == ["direction-override"]
