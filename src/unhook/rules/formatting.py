"""A rule file with its MQL laid out; every other byte stays."""

from pathlib import Path

from unhook.errors import RuleError
from unhook.mql.layout import laid_out
from unhook.mql.parser import parse
from unhook.rules import source_block
from unhook.rules.rule_file import mapping


def formatted(path: Path, text: str) -> str:
    """The file's text with its source laid out, the same text where nothing is to be done.

    Raises `RuleError` where file or source cannot be read, and rather than change what the file says.
    """
    block = source_block.find(path, text)
    source = laid_out(block.source, str(path))
    if source == block.source.rstrip("\n"):
        return text
    result = block.replaced(source)
    before, after = mapping(path, text), mapping(path, result)
    old, new = (parse(str(each.pop("source"))) for each in (before, after))
    if old.tree != new.tree or new.diagnostics or before != after:
        raise RuleError(f"{path}: cannot be laid out without changing it")
    return result
