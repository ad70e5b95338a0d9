from bench.language.measure import Judged, tables

from unhook.language.understanding import Entity, Label, Understanding


def judged(right: str, said: str, confidence: str = "high") -> Judged:
    understood = Understanding(
        language="english",
        intents=(Label(said, confidence),),  # type: ignore[arg-type]
        entities=(Entity("request", "reply", (0, 5)),),
    )
    return Judged("en", frozenset({right}), frozenset(), frozenset({"request"}), understood)


def test_precision_and_recall_at_each_confidence() -> None:
    rows = [judged("bec", "bec"), judged("bec", "bec", "low"), judged("benign", "bec", "low")]
    table = {line[:46].strip(): line for line in tables(rows, rows, []).splitlines()}
    assert "P   2/3" in table["bec >= low"]
    assert "R   2/2" in table["bec >= low"]
    assert "P   1/1" in table["bec >= high"]
    assert "R   1/2" in table["bec >= high"]
    assert "R   3/3" in table["request"]
    assert "R   0/1" in table["benign >= low"]


def test_each_language_has_a_line_of_its_own() -> None:
    rows = [judged("bec", "bec"), judged("benign", "bec")]
    lines = tables([], rows, []).splitlines()
    assert any(line.startswith("en: the right intent and no other  50.0%") for line in lines)
