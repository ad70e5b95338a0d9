from dataclasses import FrozenInstanceError

import msgspec
import pytest

from unhook.files.model import Child, Fault, Found, Node, Reference, Sign, Text, Tree


def test_a_node_knows_its_size_and_does_not_print_its_data() -> None:
    node = Node(b"words", "txt")
    assert node.size == 5
    assert "words" not in repr(node)


@pytest.mark.parametrize(
    ("tree", "complete"),
    [
        (Tree((Node(b"", "txt"),)), True),
        (Tree((), (Fault("limit:files"),)), False),
        (
            Tree(
                (Node(b"", "txt"), Node(b"", "zip", found=Found(faults=(Fault("encrypted"),)))),
            ),
            False,
        ),
    ],
)
def test_a_tree_with_a_fault_anywhere_is_not_complete(tree: Tree, complete: bool) -> None:
    assert tree.complete is complete


def test_every_value_crosses_the_border_by_its_type() -> None:
    found = Found(
        {"a": {"b": [1, "x", None]}},
        (Child(b"\0\xff", "n", "entry", "text/plain"),),
        (Reference("https://example.com", "qr", "page 2"),),
        (Text("words", "ocr"),),
        (Sign("macro-auto-exec", "AutoOpen"),),
        (Fault("encrypted"),),
        "text/plain",
        ("text",),
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Found) == found


def test_values_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Fault("crash").name = "hang"  # type: ignore[misc]
