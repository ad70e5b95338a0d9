from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.verdicts import pictures
from unhook.evaluation.calibration import calibrate

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn(tmp_path: Path) -> ElementTree.Element:
    ours, other = ([0.9, 0.8], [0.1] * 30), ([0.4, 0.2], [0.3] * 30)
    path = tmp_path / "new" / "roc.svg"
    pictures.roc(path, {"Unhook": ours, "Other & Co": other})
    return ElementTree.parse(path).getroot()


def test_a_picture_is_a_file_of_its_own(drawn: ElementTree.Element) -> None:
    assert drawn.tag == f"{SVG}svg"
    style = drawn.findtext(f"{SVG}style") or ""
    assert "prefers-color-scheme: dark" in style
    assert "url(" not in style


def test_every_filter_has_a_curve_and_a_name(drawn: ElementTree.Element) -> None:
    texts = [text.text for text in drawn.iter(f"{SVG}text")]
    assert {"Unhook", "Other & Co"} <= set(texts)
    kinds = [line.get("class") for line in drawn.iter(f"{SVG}polyline")]
    # Ours is drawn last, above the others; then one short line each tells them apart.
    assert kinds == ["chance", "other n1", "curve", "curve", "other n1"]


def test_what_the_ham_cannot_carry_is_shaded(drawn: ElementTree.Element) -> None:
    """30 ham mails carry no rate below 10 %, three of the four decades."""
    shade = drawn.find(f"{SVG}rect")
    assert shade is not None
    assert shade.get("class") == "unsure"
    assert float(shade.get("width") or 0) == pytest.approx(380 * 3 / 4, abs=0.1)


def test_reliability_has_a_dot_a_bin(tmp_path: Path) -> None:
    measured = calibrate([(0.1, False), (0.9, True)])
    assert measured is not None
    pictures.reliability(tmp_path / "reliability.svg", measured)
    root = ElementTree.parse(tmp_path / "reliability.svg").getroot()
    assert len(list(root.iter(f"{SVG}circle"))) == 2
