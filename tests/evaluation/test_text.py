import pytest

from unhook.evaluation import text
from unhook.evaluation.evaluate import Evaluation
from unhook.report.columns import columns


@pytest.mark.parametrize("width", [None, 80, 90, 200])
def test_no_line_is_wider_than_the_terminal(evaluation: Evaluation, width: int | None) -> None:
    lines = text.render(evaluation, width).splitlines()
    assert max(map(columns, lines)) <= min(100, width or 80)


def test_a_narrow_terminal_loses_no_figure(evaluation: Evaluation) -> None:
    assert text.render(evaluation, 20) == text.render(evaluation, 80)


def test_nothing_of_a_mail_controls_the_terminal_or_is_a_link(evaluation: Evaluation) -> None:
    shown = text.render(evaluation)
    assert "hxxp://evil[.]example/<U+001B>" in shown
    assert not any(character in shown for character in "\x1b\u202e")
    assert "http://" not in shown


def test_the_curve_is_drawn_where_it_is() -> None:
    *rows, _, _ = text.roc_plot([(0.0, 0.0), (0.0, 0.5), (0.01, 1.0), (1.0, 1.0)], 72)
    top, middle = rows[0].partition("│")[2], rows[5].partition("│")[2]
    assert middle.index("●") == 0
    # 1 % is the middle of four decades.
    assert top.index("●") == len(top) // 2 - 1
    assert set(top[len(top) // 2 :]) == {"●"}
