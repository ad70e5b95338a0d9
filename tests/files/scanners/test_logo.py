from files.picture.made import sample
from files.picture.test_logos import BY_NAME, drawn
from unhook.files.model import Found, Sign
from unhook.files.scanners.logo import SCANNER


def test_a_brand_is_told() -> None:
    answer = SCANNER.scan(sample(drawn(BY_NAME["PayPal"], 120, "black", "white")))
    assert {"name": "PayPal", "confidence": "high"} in answer.record["logo"]["brands"]
    assert Sign("logo", "PayPal") in answer.signs


def test_a_damaged_picture_tells_nothing() -> None:
    assert SCANNER.scan(sample(b"\x89PNG\r\n\x1a\nxx")) == Found()
