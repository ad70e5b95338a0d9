import pytest

from unhook.brands import registry
from unhook.brands.logos import together

BRANDS = registry.load()
MEDIUM = {"name": "PayPal", "confidence": "medium"}


@pytest.mark.parametrize(
    ("logos", "words", "brands"),
    [
        ([], "", []),
        ([MEDIUM], "Your parcel", [MEDIUM]),
        ([MEDIUM], "Your PayPal account", [{"name": "PayPal", "confidence": "high"}]),
        ([], "Your PayPal account", [{"name": "PayPal", "confidence": "low"}]),
        ([], "Bought on eBay", [{"name": "Ebay", "confidence": "low"}]),
        (
            [],
            "A file in SharePoint",
            [
                {"name": "Microsoft", "confidence": "low"},
                {"name": "Microsoft SharePoint", "confidence": "low"},
            ],
        ),
    ],
)
def test_logos_and_words(logos: list[dict[str, str]], words: str, brands: list[dict[str, str]]) -> None:
    assert together(logos, words, BRANDS) == brands
