import base64

import pytest

from unhook.export import signing

SECRET, BODY, AT = b"a secret of 24 characters", b'{"a": 1}', 1_772_447_400


def _fields(**changed: str) -> dict[str, str]:
    made = signing.headers(SECRET, "webhook:x:verdict:1", AT, BODY)
    return made | {name.replace("_", "-"): value for name, value in changed.items()}


def test_a_signature_is_that_of_the_specification() -> None:
    """The example of standardwebhooks.com's libraries."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signing.headers(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_genuine_notice_is_taken() -> None:
    assert signing.verified(SECRET, _fields(), BODY, AT + 299)
    both = f"v1,other {_fields()['webhook-signature']}"
    assert signing.verified(SECRET, _fields(webhook_signature=both), BODY, AT)


@pytest.mark.parametrize(
    ("fields", "body", "now"),
    [
        (_fields(), BODY, AT + 301),
        (_fields(), BODY, AT - 301),
        (_fields(), b"{}", AT),
        (_fields(webhook_timestamp=str(AT + 1)), BODY, AT),
        (_fields(webhook_id="other"), BODY, AT),
        (_fields(webhook_timestamp="now"), BODY, AT),
        (_fields(webhook_signature="v1,\udcff"[:3]), BODY, AT),
        ({}, BODY, AT),
    ],
)
def test_any_other_is_not(fields: dict[str, str], body: bytes, now: int) -> None:
    assert not signing.verified(SECRET, fields, body, now)
