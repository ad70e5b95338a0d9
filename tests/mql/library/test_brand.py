from unhook import message as messages
from unhook.mql.library import brand
from unhook.mql.run import Run


def run(sender: str, subject: str = "x") -> Run:
    return Run(
        messages.parse(
            f"From: {sender}\r\nTo: jo@corp.example\r\nSubject: {subject}\r\n\r\nText\r\n".encode()
        )
    )


def test_a_claim_says_where_and_whether_the_sender_is_the_owner() -> None:
    (false,) = brand.claims.body(run('"PayPal" <a@florist.test>'))
    assert (false.name, false.where, false.strength, false.owned_by_sender) == (
        "PayPal",
        "display_name",
        "strong",
        False,
    )
    (true,) = brand.claims.body(run('"PayPal" <service@paypal.com>'))[:1]
    assert true.owned_by_sender


def test_no_brand_no_claim() -> None:
    assert brand.claims.body(run('"Ann" <ann@florist.test>')) == ()


def test_ownership_is_by_whole_labels() -> None:
    assert brand.owns.body("PayPal", "www.paypal.com")
    assert not brand.owns.body("PayPal", "paypal.com.evil.test")
    assert not brand.owns.body("PayPal", "notpaypal.com")
    assert not brand.owns.body("No such brand", "paypal.com")
