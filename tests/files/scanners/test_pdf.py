"""PDF."""

import random
from dataclasses import replace
from io import BytesIO

import pytest

pikepdf = pytest.importorskip("pikepdf")
pytest.importorskip("pypdfium2")

from pikepdf import Array, Dictionary, Name, Stream, String  # noqa: E402
from PIL import Image  # noqa: E402

from files.pdf import made  # noqa: E402
from unhook.files.model import Found, Sign  # noqa: E402
from unhook.files.scanner import Sample  # noqa: E402
from unhook.files.scanners.pdf import SCANNER  # noqa: E402
from unhook.limits import FILES  # noqa: E402

ONE_PAGE = (
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Count 1/Kids[3 0 R]>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
)
LONG = "\n".join(["A page with many words, so that nothing hides in a picture."] * 20)


def scanned(data: bytes, **more: object) -> Found:
    return SCANNER.scan(replace(Sample(data=data, kind="pdf"), **more))  # type: ignore[arg-type]


def names(found: Found) -> set[str]:
    return {sign.name for sign in found.signs}


def faults(found: Found) -> set[str]:
    return {fault.name for fault in found.faults}


def pages(found: Found) -> list[str | None]:
    return [child.name for child in found.children if child.how == "page picture"]


def fields(found: Found) -> dict[str, str]:
    return {each["key"]: each["value"] for each in found.record["exiftool"]["fields"]}


def test_reads_pdf_by_content() -> None:
    assert SCANNER.reads(Sample(data=b"", kind="pdf"))
    assert not SCANNER.reads(Sample(data=b"", kind="ps"))


def test_words_links_and_where_they_stand() -> None:
    pdf = made.document("Invoice", "See www.example.org/pay now")
    made.link(pdf, 1, made.uri("https://example.com/a"))
    found = scanned(made.saved(pdf))
    assert [text.text.strip() for text in found.texts] == ["Invoice", "See www.example.org/pay now"]
    assert [(each.url, each.how, each.place) for each in found.references] == [
        ("https://example.com/a", "annotation", "page 2 at 72,600 to 200,620"),
        ("www.example.org/pay", "text", "page 2"),
    ]
    assert found.record["pdf"]["urls"] == ["https://example.com/a", "www.example.org/pay"]
    assert not found.signs
    assert not found.faults


def test_one_big_link() -> None:
    pdf = made.document("Click")
    made.link(pdf, 0, made.uri("https://example.com/"), (0, 0, 612, 792))
    assert Sign("pdf-one-big-link", "page 1: 100%") in scanned(made.saved(pdf)).signs


def test_first_pages_are_drawn_and_long_ones_behind_them_are_not() -> None:
    found = scanned(made.saved(made.document(LONG, LONG, LONG, "short")))
    assert pages(found) == ["page 1", "page 2", "page 4"]
    picture = Image.open(BytesIO(found.children[0].data))
    assert picture.size == (1275, 1651)


def test_no_more_pages_are_drawn_than_allowed() -> None:
    found = scanned(made.saved(made.document(*["x"] * 8)), limits=replace(FILES, pages=3, text_pages=5))
    assert len(pages(found)) == 3
    assert len(found.texts) == 5
    assert faults(found) == {"limit:text_pages"}


def test_launch_javascript_and_opening() -> None:
    pdf = made.document("x")
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.link(pdf, 0, {"S": Name.Launch, "Win": Dictionary(F=String("cmd.exe"), P=String("/c calc"))})
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("https://example.test/o")))
    found = scanned(made.saved(pdf))
    assert Sign("pdf-open-action", "JavaScript") in found.signs
    assert Sign("pdf-launch-action", "cmd.exe /c calc") in found.signs
    assert Sign("pdf-additional-action", "O URI") in found.signs
    assert ("https://example.test/o", "action") in {(each.url, each.how) for each in found.references}
    assert [(child.data, child.how) for child in found.children if child.how == "script"] == [
        (b"app.alert(1)", "script")
    ]


def test_action_that_no_page_leads_to_is_found() -> None:
    pdf = made.document("x")
    script = pdf.make_indirect(Stream(pdf, b"this.exportDataObject()"))
    pdf.Root.Hidden = pdf.make_indirect(Dictionary(Kids=Array([Dictionary(S=Name.JavaScript, JS=script)])))
    assert "pdf-javascript" in names(scanned(made.saved(pdf)))


def test_page_to_open_at_is_no_action() -> None:
    pdf = made.document("x")
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    assert not scanned(made.saved(pdf)).signs
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
    assert not scanned(made.saved(pdf)).signs


def test_form_that_posts_and_asks_for_a_password() -> None:
    pdf = made.document("x")
    field = Dictionary(FT=Name.Tx, T=String("pin"), Ff=1 << 13)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([pdf.make_indirect(field)]), XFA=pdf.make_indirect(Stream(pdf, b"<xdp/>"))
    )
    submit = Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String("https://example.test/post")))
    pdf.Root.AcroForm.Button = pdf.make_indirect(Dictionary(A=submit))
    found = scanned(made.saved(pdf))
    assert Sign("pdf-form-posts", "https://example.test/post") in found.signs
    assert Sign("pdf-password-field", "pin") in found.signs
    assert "pdf-xfa-form" in names(found)
    assert ("https://example.test/post", "form") in {(each.url, each.how) for each in found.references}
    assert b"<xdp/>" in [child.data for child in found.children]


def test_embedded_file_comes_out() -> None:
    pdf = made.document("x")
    pdf.attachments["invoice.js"] = pikepdf.AttachedFileSpec(pdf, b"alert(1)", filename="invoice.js")
    found = scanned(made.saved(pdf))
    assert Sign("pdf-embedded-file", "invoice.js") in found.signs
    assert [(child.data, child.name) for child in found.children if child.how == "embedded file"] == [
        (b"alert(1)", "invoice.js")
    ]


def test_goto_elsewhere() -> None:
    pdf = made.document("x")
    made.link(pdf, 0, {"S": Name.GoToR, "F": String("\\\\example.test\\share\\a.pdf")})
    made.link(pdf, 0, {"S": Name.GoToE, "F": String("inner.pdf")})
    found = scanned(made.saved(pdf))
    assert Sign("pdf-remote-goto", "\\\\example.test\\share\\a.pdf") in found.signs
    assert "pdf-embedded-goto" in names(found)


def test_properties_as_exiftool_names_them() -> None:
    pdf = made.document("x", "y")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["xmp:CreatorTool"] = "Tool 2"
    pdf.docinfo["/Producer"] = "Maker 1"
    pdf.docinfo["/Author"] = "Ann"
    pdf.docinfo["/CreationDate"] = "D:20240305101112+02'00'"
    found = scanned(made.saved(pdf))
    record = found.record["exiftool"]
    assert (record["producer"], record["author"], record["page_count"]) == ("Maker 1", "Ann", 2)
    assert fields(found)["CreateDate"] == "2024:03:05 10:11:12+02:00"
    assert fields(found)["CreatorTool"] == "Tool 2"
    assert fields(found)["PageCount"] == "2"


def locked(user: str, owner: str = "o") -> bytes:
    return made.saved(made.document("secret words"), encryption=pikepdf.Encryption(user=user, owner=owner))


def test_encrypted_document_without_a_password_is_a_fault() -> None:
    found = scanned(locked("unknown"), passwords=("a",))
    assert faults(found) == {"encrypted"}
    assert names(found) == {"encrypted"}
    assert "password protected" in fields(found)["Warning"]


def test_password_of_the_mail_opens_it() -> None:
    found = scanned(locked("tulip-7"), passwords=("a", "tulip-7"))
    assert Sign("opened-with-password", "tulip-7") in found.signs
    assert found.texts[0].text.strip() == "secret words"
    assert fields(found)["Encryption"].startswith("Standard V")
    assert not found.faults


def test_document_that_only_forbids_changes_is_read() -> None:
    found = scanned(locked(""))
    assert not found.signs
    assert found.texts
    assert found.record["pdf"]["encrypted"]


def test_stream_bombs_stop_at_a_limit() -> None:
    pdf = made.document("x")
    script = made.bomb(pdf)
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=script)
    data = made.saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(data) < 5_000
    found = scanned(data)
    assert "limit:ratio" in faults(found)
    assert "pdf-javascript" in names(found)
    assert not [child for child in found.children if child.how == "script"]


def test_page_of_a_bomb_is_left_out() -> None:
    pdf = made.document("x")
    pdf.pages[0].obj.Contents = made.bomb(pdf, layers=1)
    data = made.saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    found = scanned(data)
    assert "limit:ratio" in faults(found)
    assert not pages(found)


def test_giant_page_is_drawn_small_or_not_at_all() -> None:
    found = scanned(made.saved(made.document("x", size=(14_400, 14_400))))
    picture = Image.open(BytesIO(found.children[0].data))
    assert picture.size[0] * picture.size[1] <= FILES.page_pixels * 1.01
    thin = scanned(made.saved(made.document("x", size=(9_000_000, 1))))
    assert not pages(thin)
    assert thin.faults


def test_giant_picture_is_not_drawn() -> None:
    pdf = made.document("x")
    image = Stream(pdf, b"\0" * 100)
    for key, value in {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": 100_000,
        "Height": 100_000,
    }.items():
        image[f"/{key}"] = value
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    pdf.pages[0].obj.Resources.XObject = Dictionary(I=pdf.make_indirect(image))
    found = scanned(made.saved(pdf))
    assert "limit:picture_pixels" in faults(found)
    assert not pages(found)


@pytest.mark.parametrize(
    "objects",
    [
        ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[2 0 R]>>"),
        (
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 9/Kids[3 0 R]>>",
            "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]>>",
        ),
        ("<</Type/Catalog/Pages 2 0 R/AA 1 0 R>>", "2 0 R"),
        (
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 3 0 R/Annots[3 0 R]>>",
        ),
        ("<</Type/Catalog/Pages 1 0 R/OpenAction 1 0 R/Metadata 1 0 R/AcroForm 1 0 R>>",),
    ],
)
def test_loops_in_the_tree_of_pages_end(objects: tuple[str, ...]) -> None:
    scanned(made.raw(*objects))


def test_loops_of_cross_reference_tables_end() -> None:
    whole = made.raw(*ONE_PAGE)
    table = whole.index(b"xref\n0")
    looped = made.raw(*ONE_PAGE, trailer=f"/Prev {table}")
    assert "damaged" not in faults(scanned(whole))
    scanned(looped)


def test_too_many_objects_stop_at_a_limit() -> None:
    few = replace(FILES, objects=2_000)
    found = scanned(
        made.raw(*ONE_PAGE, *[f"<</S/URI/URI(https://example.com/{n})>>" for n in range(3_000)]), limits=few
    )
    assert "limit:objects" in faults(found)
    assert len(found.references) <= FILES.references


def test_deeply_nested_arrays_end() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    scanned(made.raw(f"<</Type/Catalog/Pages 2 0 R/X {deep}>>", "<</Type/Pages/Count 0/Kids[]>>"))


def test_values_of_wrong_types_raise_nothing() -> None:
    wrong = ("1", "null", "true", "[]", "(x)", "/N", "<<>>", "<</S 1>>", "[1 2]")
    for value in wrong:
        scanned(
            made.raw(
                f"<</Type/Catalog/Pages 2 0 R/OpenAction {value}/AA {value}/AcroForm {value}"
                f"/Metadata {value}/XFA {value}>>",
                f"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox {value}>>",
                f"<</Type/Page/Parent 2 0 R/Contents {value}"
                f"/Annots[<</Subtype/Link/Rect {value}/A {value}>>{value}]>>",
                f"<</S/Launch/F {value}/Win {value}>>",
                f"<</S/JavaScript/JS {value}>>",
                f"<</S/SubmitForm/F {value}>>",
                f"<</S/URI/URI {value}>>",
                f"<</S {value}/EF {value}/FT {value}/Ff {value}/Type {value}/Subtype {value}>>",
                f"<</EF<</F {value}>>/F {value}>>",
            )
        )


def test_changed_bytes_raise_nothing() -> None:
    pdf = made.document("Hello", LONG)
    made.link(pdf, 0, made.uri("https://example.com/"))
    whole = made.saved(pdf)
    chance = random.Random(3)
    for _ in range(40):
        bad = bytearray(whole)
        for _ in range(6):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        scanned(bytes(bad))


def test_noise_is_damaged() -> None:
    assert faults(scanned(b"%PDF-1.7\n" + random.Random(1).randbytes(500))) == {"damaged"}


def test_written_on_afterwards() -> None:
    data = made.saved(made.document("x"))
    found = scanned(data + b"\n5 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n")
    assert found.record["pdf"]["updates"] == 1
