import json
from dataclasses import replace

from unhook.catalogue import Catalogue
from unhook.files.model import Child, Fault, Found, Node, Reference, Sign, Tree
from unhook.report import Judged, html, inside, text
from unhook.report import json as as_json

TREE = Tree(
    (
        Node(
            b"x" * 1234,
            "zip",
            "in\u202evoice.zip",
            "application/zip",
            found=Found(signs=(Sign("encrypted", "a"),)),
        ),
        Node(b"MZ", "exe", "run.exe", how="archive entry", parent=0, depth=1),
        Node(
            b"y",
            "pdf",
            None,
            how="archive entry",
            parent=0,
            depth=1,
            found=Found(
                references=(Reference("https://collect.test/a", "annotation", "page 2"),),
                faults=(Fault("damaged", "pdf"),),
                record={"hash": {"sha256": "00"}},
            ),
        ),
        Node(b"z", "png", "page 1", how="page picture", parent=2, depth=2),
    ),
    (Fault("limit:files"),),
)


def test_a_tree_is_drawn_with_what_is_worth_telling() -> None:
    assert inside.lines(TREE, 100) == [
        "in<U+202E>voice.zip  zip  1,234 bytes",
        "│ ! encrypted: a",
        "├ run.exe  exe  2 bytes  archive entry",
        "└ -  pdf  1 bytes  archive entry",
        "  │ > hxxps://collect[.]test/a (annotation, page 2)",
        "  │ ? damaged: pdf",
        "  └ page 1  png  1 bytes  page picture",
        "? limit:files",
    ]


def test_no_line_is_longer_than_the_terminal() -> None:
    assert max(map(len, inside.lines(TREE, 24))) == 24


def test_many_of_anything_are_counted() -> None:
    links = tuple(Reference(f"https://a.test/{number}", "text") for number in range(12))
    tree = Tree((Node(b"", "txt", found=Found(references=links)),))
    assert inside.lines(tree, 80)[-1] == "  > … 2 more"
    wide = Tree((Node(b"", "zip"), *(Node(b"", "txt", parent=0) for _ in range(300))))
    found = inside.lines(wide, 80)
    assert len(found) == inside.FILES_SHOWN + 1
    assert found[-1] == "… 101 more files"


def test_a_tree_deeper_than_python_calls_go_is_drawn() -> None:
    chain = (Node(b"", "zip"), *(Node(b"", "zip", parent=index) for index in range(150)))
    assert len(inside.lines(Tree(chain), 80)) == 151


def test_json_has_the_exact_values() -> None:
    found = json.loads(json.dumps(inside.as_dict(TREE)))
    assert found["files"][0]["name"] == "in\u202evoice.zip"
    assert found["files"][2]["links"] == [
        {"url": "https://collect.test/a", "how": "annotation", "place": "page 2"}
    ]
    assert found["files"][2]["sha256"] == "00"
    assert [each["parent"] for each in found["files"]] == [None, 0, 0, 2]
    assert found["faults"] == [{"name": "limit:files", "detail": ""}]


def test_what_is_worth_telling() -> None:
    assert inside.worth_telling(TREE)
    assert not inside.worth_telling(Tree((Node(b"", "png", found=Found(mime="image/png")),)))


def test_children_are_nodes_not_values() -> None:
    assert inside.lines(Tree((Node(b"", "zip", found=Found(children=(Child(b""),))),)), 80) == [
        "-  zip  0 bytes"
    ]


def test_every_report_tells_what_is_in_the_files(judged: Judged) -> None:
    opened = replace(judged, trees=(TREE,))
    catalogue = Catalogue.load("en")
    told = text.render(opened, catalogue)
    assert "Inside the files\n  in<U+202E>voice.zip  zip  1,234 bytes\n  │ ! encrypted: a\n" in told
    assert as_json.as_dict(opened, catalogue)["attachments"] == [inside.as_dict(TREE)]
    assert "├ run.exe  exe  2 bytes  archive entry" in html.render(opened, catalogue)


def test_a_report_where_nobody_looked_says_nothing_of_files(judged: Judged) -> None:
    catalogue = Catalogue.load("en")
    assert "Inside the files" not in text.render(judged, catalogue)
    assert "attachments" not in as_json.as_dict(judged, catalogue)


def test_a_long_tree_is_cut_in_the_terminal_report(judged: Judged) -> None:
    wide = Tree((Node(b"", "zip", "a.zip"), *(Node(b"", "txt", "x", parent=0) for _ in range(100))))
    told = text.render(replace(judged, trees=(wide,)), Catalogue.load("en"))
    assert "… and 81 more" in told
