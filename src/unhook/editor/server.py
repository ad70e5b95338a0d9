"""A language server for rule files: the answers of this package in the editors' protocol (LSP)."""

import re
from collections import ChainMap
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from unhook.editor import completion, hover
from unhook.errors import RuleError
from unhook.feeds import installed
from unhook.message.offsets import Span
from unhook.rules import problems, source_block
from unhook.rules.defaults import LISTS, library
from unhook.rules.formatting import formatted
from unhook.rules.source_block import SourceBlock
from unhook.version import VERSION

_SOURCE = re.compile(r"^source[ \t]*:", re.MULTILINE)
_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_SEVERITY = {"error": lsp.DiagnosticSeverity.Error, "warning": lsp.DiagnosticSeverity.Warning}
_KINDS = {
    "field": lsp.CompletionItemKind.Field,
    "function": lsp.CompletionItemKind.Function,
    "namespace": lsp.CompletionItemKind.Module,
    "list": lsp.CompletionItemKind.Constant,
    "keyword": lsp.CompletionItemKind.Keyword,
}

server = LanguageServer("unhook", VERSION)


@cache
def _lists() -> Mapping[str, Any]:
    try:
        return installed.lists()
    except RuleError:
        # A damaged feed must not end the editing of rules.
        return ChainMap(LISTS)  # type: ignore[arg-type]


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def look(
    running: LanguageServer, given: lsp.DidOpenTextDocumentParams | lsp.DidChangeTextDocumentParams
) -> None:
    """Tell the problems of a document that was opened or changed; none of a YAML file without `source`."""
    document = running.workspace.get_text_document(given.text_document.uri)
    text = document.source
    found = problems.of(_path(document), text) if _SOURCE.search(text) else ()
    told = [_diagnostic(document, each) for each in found]
    running.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(document.uri, told))


@server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[".", "$"]))
def complete(running: LanguageServer, given: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    """Fields, functions and lists that can stand at the cursor."""
    document = running.workspace.get_text_document(given.text_document.uri)
    offset = document.offset_at_position(given.position)
    block = _block(document, offset)
    if block is None:
        return []
    start = offset
    while start and re.match(r"[\w$]", document.source[start - 1]):
        start -= 1
    place = _range(document, (start, offset))
    return [
        lsp.CompletionItem(
            label=each.name,
            kind=_KINDS[each.kind],
            detail=each.detail or None,
            documentation=each.about or None,
            text_edit=lsp.TextEdit(place, each.name),
        )
        for each in completion.offers(block.source, block.place(offset), library(), _lists())
    ]


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
def tell(running: LanguageServer, given: lsp.HoverParams) -> lsp.Hover | None:
    """A function's signature and text, a field's type and line, a list's size."""
    document = running.workspace.get_text_document(given.text_document.uri)
    offset = document.offset_at_position(given.position)
    block = _block(document, offset)
    found = block and hover.told(block.source, block.place(offset), library(), _lists())
    if not block or not found:
        return None
    span, text = found
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), _range(document, block.span(span)))


@server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
def lay_out(running: LanguageServer, given: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
    """The source laid out; nothing where it cannot be read."""
    document = running.workspace.get_text_document(given.text_document.uri)
    text = document.source
    try:
        result = formatted(_path(document), text)
    except RuleError:
        return None
    return [] if result == text else [lsp.TextEdit(_range(document, (0, len(text))), result)]


@server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)
def correct(running: LanguageServer, given: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """The nearest known name in place of a wrong one."""
    return [
        lsp.CodeAction(
            f"Write {each.data}",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[each],
            edit=lsp.WorkspaceEdit({given.text_document.uri: [lsp.TextEdit(each.range, each.data)]}),
            is_preferred=True,
        )
        for each in given.context.diagnostics
        if isinstance(each.data, str)
    ]


def _path(document: TextDocument) -> Path:
    return Path(to_fs_path(document.uri) or document.uri)


def _block(document: TextDocument, offset: int) -> SourceBlock | None:
    """The document's source if the offset lies within it, or where it goes on."""
    try:
        block = source_block.find(_path(document), document.source)
    except RuleError:
        return None
    behind = document.source[block.end : offset]
    ends = bool(behind.strip()) or behind.endswith("\n")
    return block if block.start <= offset and not ends else None


def _range(document: TextDocument, span: Span) -> lsp.Range:
    return lsp.Range(*map(document.client_position_at_offset, span))


def _diagnostic(document: TextDocument, problem: problems.Problem) -> lsp.Diagnostic:
    meant = _MEANT.fullmatch(problem.help or "") if problem.code != "key" else None
    return lsp.Diagnostic(
        range=_range(document, problem.span),
        message=problem.message + (f"\n{problem.help}" if problem.help else ""),
        severity=_SEVERITY[problem.severity],
        code=problem.code,
        source="unhook",
        data=meant[1] if meant else None,
    )
