import pytest

from unhook.report.style_filter import style


class Styled:
    """An element with attributes."""

    def __init__(self, **attributes: str) -> None:
        self.attributes = attributes

    def attr(self, name: str, /, default: str | None = None) -> str | None:
        return self.attributes.get(name, default)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("COLOR: #FFF; font-weight:bold", "color:#fff;font-weight:bold"),
        ("background:#eee", "background-color:#eee"),
        ("padding:4px 8px !important", "padding:4px 8px"),
        ("font-size:12pt", "font-size:16px"),
        ("font-size:1px", "font-size:9px"),
        ("font-size:400px", "font-size:36px"),
        ("border:1px solid #ccc", "border:1px solid #ccc"),
        ("background:url(http://tracker.example/x)", ""),
        ("background-image:url(x)", ""),
        ("position:fixed;top:0;z-index:9", ""),
        ("color:expression(alert(1))", ""),
        ("width:1px;display:none;opacity:0", ""),
        ("color:var(--x)", ""),
        ("padding:-9px", ""),
        ('color:red"><script>', ""),
        ("color:\\72 ed", ""),
    ],
)
def test_only_harmless_looks_stay(written: str, kept: str) -> None:
    assert style(Styled(style=written)) == kept


def test_presentational_attributes_count_and_style_wins() -> None:
    assert style(Styled(bgcolor="#EEE", color="navy", align="center")) == (
        "background-color:#eee;color:navy;text-align:center"
    )
    assert style(Styled(color="navy", style="color:red")) == "color:red"
