"""Passkeys as browsers use them (W3C WebAuthn): what they are asked, and whether the answer holds.

A challenge is signed, bound to the browser and to its purpose, and answered once; nothing is kept until then.
"""

import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from unhook.errors import InputError
from unhook.store.passkeys import Passkey
from unhook.store.users import User

HOLDS = timedelta(minutes=10)
_RANDOM, _TIME = 16, 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where the console is reached: for whom a passkey counts. `name`: a host's name; an address has none."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Registered:
    """A new passkey, as the store keeps it."""

    credential: str
    public: str
    uses: int


class Challenges:
    """Random words that a device signs."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._answered: dict[bytes, datetime] = {}
        self._lock = threading.Lock()

    def make(self, purpose: str, browser: str) -> bytes:
        """One for this purpose, in the browser that holds this secret."""
        until = int((self._clock() + HOLDS).timestamp())
        body = secrets.token_bytes(_RANDOM) + until.to_bytes(_TIME, "big")
        return body + self._signed(body, purpose, browser)

    def take(self, challenge: bytes, purpose: str, browser: str) -> bool:
        """Whether it was made for this and is answered in time, for the first time."""
        body, now = challenge[: _RANDOM + _TIME], self._clock()
        if not hmac.compare_digest(challenge[_RANDOM + _TIME :], self._signed(body, purpose, browser)):
            return False
        if int.from_bytes(body[_RANDOM:], "big") < now.timestamp():
            return False
        with self._lock:
            for old in [each for each, at in self._answered.items() if now - at > HOLDS]:
                del self._answered[old]
            fresh = body not in self._answered
            self._answered[body] = now
        return fresh

    def _signed(self, body: bytes, purpose: str, browser: str) -> bytes:
        return hmac.digest(self._key, json.dumps([body.hex(), purpose, browser]).encode(), hashlib.sha256)


def to_register(place: Place, user: User, kept: tuple[Passkey, ...], challenge: bytes) -> str:
    """What a browser is asked to make one, as JSON."""
    made = webauthn.generate_registration_options(
        rp_id=place.name,
        rp_name="Unhook",
        user_name=user.name,
        user_id=str(user.id).encode(),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_named(kept),
    )
    return webauthn.options_to_json(made)


def to_sign_in(place: Place, kept: tuple[Passkey, ...], challenge: bytes) -> str:
    """What a browser is asked to sign in, as JSON; one of `kept`, or any that it has of ours."""
    made = webauthn.generate_authentication_options(
        rp_id=place.name,
        challenge=challenge,
        allow_credentials=_named(kept),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(made)


def challenged(answer: str) -> tuple[str, bytes]:
    """The credential that an answer names, and the challenge that it answers. Raises `InputError`."""
    try:
        given = json.loads(answer)
        data = parse_client_data_json(base64url_to_bytes(given["response"]["clientDataJSON"]))
        return str(given["id"]), data.challenge
    except (ValueError, KeyError, TypeError, WebAuthnException):
        raise InputError("this is no answer of a passkey") from None


def registered(place: Place, answer: str, challenge: bytes) -> Registered:
    """The passkey that a browser made. Raises `InputError` where the answer does not hold."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise InputError("the passkey was not accepted") from None
    return Registered(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
    )


def proven(place: Place, answer: str, challenge: bytes, kept: Passkey) -> int | None:
    """Whether a browser has the passkey: how often its device says it was used; `None` where it has not."""
    try:
        return webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(kept.public),
            credential_current_sign_count=kept.uses,
            require_user_verification=True,
        ).new_sign_count
    except (WebAuthnException, ValueError):
        return None


def _named(kept: tuple[Passkey, ...]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential)) for each in kept]
