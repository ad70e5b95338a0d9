import pytest
import turbohtml

from unhook.evaluation import html
from unhook.evaluation.evaluate import Evaluation, evaluate
from unhook.report.page import CSP

from .conftest import POLICIES, judgement


@pytest.fixture(scope="module")
def page(evaluation: Evaluation) -> str:
    return html.render(evaluation)


@pytest.fixture(scope="module")
def tree(page: str) -> turbohtml.Document:
    return turbohtml.parse(page)


def test_the_page_loads_sends_and_runs_nothing(tree: turbohtml.Document, page: str) -> None:
    elements = [node for node in tree.descendants if isinstance(node, turbohtml.Element)]
    assert {"svg", "polyline", "table"} <= {node.tag for node in elements}
    for node in elements:
        assert node.tag not in {"script", "img", "image", "use", "iframe", "form", "link", "a", "base"}
        assert not any(name.startswith("on") or name in {"src", "href", "style"} for name in node.attrs)
    assert "url(" not in page
    assert CSP in page.replace("&#x27;", "'")


def test_words_of_a_mail_stay_words(tree: turbohtml.Document, page: str) -> None:
    quoted = [node.text for node in tree.select(".worst bdi")]
    assert any("<script>alert(1)</script> at hxxp://evil[.]example/<U+001B>" in text for text in quoted)
    assert "http://" not in page
    assert not any(character in page for character in "\x1b\u202e")


def test_the_headline_is_the_chosen_policy(tree: turbohtml.Document) -> None:
    heading = tree.select_one("h1")
    assert heading is not None
    assert heading.text == "90.9 % (72.2–97.5) of the phish and 5.3 % (1.5–17.3) of the ham are flagged"


def test_plots_stay_within_their_frame(tree: turbohtml.Document) -> None:
    for plot in tree.select("svg"):
        _, _, width, height = map(float, (plot.attr("viewBox") or plot.attr("viewbox") or "").split())
        for line in plot.select("polyline"):
            for point in (line.attr("points") or "").split():
                x, y = map(float, point.split(","))
                assert 0 <= x <= width
                assert 0 <= y <= height


def test_one_class_alone_has_no_plots() -> None:
    assert "<svg" not in html.render(evaluate([judgement(1, True, 0.9)], POLICIES, "balanced"))
