"""A session with an editor, over the real standard input and output."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

URI = "file:///rules/my-rule.yml"
# The sign before the mistake takes two units of UTF-16, and one code point.
FILE = """name: "My rule"
severity: high
source: |
  type.inbound
  and subject.subject == "😀" and subject.subjekt == "x"
tests:
"""


class Editor:
    """Speaks JSON-RPC with the server, one message after the other."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.number = 0

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params or None})
        answer = self.read()
        while answer.get("id") != self.number:
            answer = self.read()
        assert "error" not in answer, answer
        return answer["result"]

    def problems(self) -> Any:
        message = self.read()
        while message.get("method") != "textDocument/publishDiagnostics":
            message = self.read()
        return message["params"]["diagnostics"]

    def read(self) -> Any:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self.process.stdout.read(length))

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()


@pytest.fixture
def editor() -> Iterator[Editor]:
    command = [sys.executable, "-m", "unhook", "rules", "language-server"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        session = Editor(process)
        session.ask("initialize", processId=None, rootUri=None, capabilities={})
        session.tell("initialized")
        yield session
        session.ask("shutdown")
        session.tell("exit")
        assert process.wait(timeout=30) == 0


def open_file(editor: Editor, text: str) -> Any:
    document = {"uri": URI, "languageId": "yaml", "version": 1, "text": text}
    editor.tell("textDocument/didOpen", textDocument=document)
    return editor.problems()


def change(editor: Editor, text: str) -> Any:
    editor.tell(
        "textDocument/didChange", textDocument={"uri": URI, "version": 2}, contentChanges=[{"text": text}]
    )
    return editor.problems()


def at(line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": URI}, "position": {"line": line, "character": character}}


def test_a_mistake_is_marked_in_the_file_and_corrected(editor: Editor) -> None:
    (problem,) = open_file(editor, FILE)
    line = FILE.splitlines()[4]
    # Editors count in UTF-16.
    start = line.index("subjekt") + 1
    assert problem["range"] == {
        "start": {"line": 4, "character": start},
        "end": {"line": 4, "character": start + 7},
    }
    assert problem["code"] == "E202"
    assert "did you mean `subject`?" in problem["message"]
    (action,) = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": URI},
        range=problem["range"],
        context={"diagnostics": [problem]},
    )
    assert action["edit"]["changes"][URI] == [{"range": problem["range"], "newText": "subject"}]
    assert change(editor, FILE.replace("subjekt", "subject")) == []


def test_names_are_offered_and_told(editor: Editor) -> None:
    open_file(editor, FILE.replace("type.inbound", "body."))
    offered = editor.ask("textDocument/completion", **at(3, 7))
    names = {each["label"]: each for each in offered}
    assert {"links", "current_thread"} <= set(names)
    assert names["links"]["textEdit"]["range"]["start"] == {"line": 3, "character": 7}
    change(editor, FILE)
    hover = editor.ask("textDocument/hover", **at(3, 4))
    assert hover["contents"]["value"].startswith("`type`: MessageType")
    assert hover["range"]["start"] == {"line": 3, "character": 2}
    assert editor.ask("textDocument/hover", **at(0, 2)) is None
    assert editor.ask("textDocument/completion", **at(1, 2)) == []


def test_a_file_is_laid_out_unless_it_cannot_be_read(editor: Editor) -> None:
    given = {"textDocument": {"uri": URI}, "options": {"tabSize": 2, "insertSpaces": True}}
    open_file(editor, FILE)
    (edit,) = editor.ask("textDocument/formatting", **given)
    assert edit["newText"] == FILE.replace(" and subject.subjekt", "\n  and subject.subjekt")
    change(editor, edit["newText"])
    assert editor.ask("textDocument/formatting", **given) == []
    change(editor, FILE.replace("type.inbound", "type.inbound and ("))
    assert editor.ask("textDocument/formatting", **given) is None


def test_other_yaml_files_are_left_in_peace(editor: Editor) -> None:
    assert open_file(editor, "services: [a\n") == []
