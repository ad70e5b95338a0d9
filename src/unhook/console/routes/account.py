"""One's own account: language, password, passkeys, tokens."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from litestar import Request, Response

from unhook.console import guard, passkey, password, words
from unhook.console.console import Console
from unhook.console.render import Page, language, page
from unhook.console.rights import SCOPES, Asker, Right
from unhook.console.routes.kinds import Form, Id, Served, Who, does, ours, problem, shows, to
from unhook.console.routes.sign_in import begun
from unhook.errors import InputError, StoreError
from unhook.store import passkeys, tokens, users

LONGEST_DAYS = 365


@dataclass
class Language:
    """The form: a tag, or nothing for what the browser says."""

    language: str = ""


@dataclass
class Change:
    """The form of another password."""

    old: str = ""
    new: str = ""


@dataclass
class Make:
    """The form of a token. `scopes`: one, or several."""

    name: str = ""
    scopes: list[str] | str = ""
    days: int = 90


@dataclass
class NewPasskey:
    """The form of a passkey: its name, and what the browser answered, as JSON."""

    name: str = ""
    answer: str = ""


@dataclass
class Back:
    """Where to go on."""

    next: str = ""


@shows("/account", Right.SELF)
def account(request: Request[Any, Any, Any], console: Served, asker: Who) -> Page:
    """What is set."""
    return _page(request, console, asker)


@does("/account/language", Right.SELF)
def set_language(console: Served, asker: Who, data: Form[Language]) -> Response[Any]:
    """Choose a language."""
    tag = data.language if data.language in words.LANGUAGES else None
    with console.store.writing() as connection:
        users.change(connection, asker.user.id, by=asker.user.name, at=console.now(), language=tag)
    return to("/account", "saved")


@does("/account/password", Right.SELF)
def set_password(
    request: Request[Any, Any, Any], console: Served, asker: Who, data: Form[Change]
) -> Response[Any]:
    """Another password, which ends all sessions and begins one here; tried as often as a sign-in may be."""
    user, place = asker.user, "account"
    if user.password is not None:
        if not console.attempts.allowed(user.name, place) or not password.fits(user.password, data.old):
            return _page(request, console, asker, language(request).text("account.wrong"))
        console.attempts.forgive(user.name, place)
    try:
        kept = password.hashed(data.new)
    except InputError as error:
        return _page(request, console, asker, str(error))
    with console.store.writing() as connection:
        user = users.change(connection, user.id, by=user.name, at=console.now(), password=kept)
    return begun(console, user, "password", "/account?said=saved")


@does("/account/passkeys", Right.SELF)
def add_passkey(
    request: Request[Any, Any, Any], console: Served, asker: Who, data: Form[NewPasskey]
) -> Response[Any]:
    """Add a passkey: from then on the password alone signs nobody in."""
    place, user = guard.place(request), asker.user
    _, challenge = passkey.challenged(data.answer)
    if place is None or not console.challenges.take(challenge, f"register:{user.id}", asker.secret or ""):
        raise InputError("the passkey was not accepted")
    made = passkey.registered(place, data.answer, challenge)
    with console.store.writing() as connection:
        passkeys.add(
            connection,
            user,
            data.name,
            credential=made.credential,
            public=made.public,
            uses=made.uses,
            at=console.now(),
        )
    return to("/account", "saved")


@does("/account/passkeys/{id_:int}/drop", Right.SELF)
def drop_passkey(console: Served, asker: Who, id_: Id) -> Response[Any]:
    """Remove one of one's own."""
    with console.store.writing() as connection:
        passkeys.drop(connection, id_, asker.user.id, by=asker.user.name, at=console.now())
    return to("/account", "dropped")


@does("/account/tokens", Right.SELF)
def make_token(
    request: Request[Any, Any, Any], console: Served, asker: Who, data: Form[Make]
) -> Response[Any]:
    """A token for a program, shown once; of no more than its owner may."""
    chosen = [data.scopes] if isinstance(data.scopes, str) else data.scopes
    scopes = [scope for scope in SCOPES if scope in chosen and asker.may(scope)]
    if not 1 <= data.days <= LONGEST_DAYS:
        return _page(request, console, asker, f"a token holds 1 to {LONGEST_DAYS} days")
    try:
        with console.store.writing() as connection:
            now = console.now()
            token = tokens.make(
                connection,
                asker.user,
                data.name,
                scopes,
                by=asker.user.name,
                at=now,
                expires=now + timedelta(days=data.days),
            )
    except StoreError as error:
        return _page(request, console, asker, problem(error))
    return _page(request, console, asker, token=token)


@does("/account/tokens/{id_:int}/revoke", Right.SELF)
def revoke_token(console: Served, asker: Who, id_: Id, data: Form[Back]) -> Response[Any]:
    """End one's own token; an admin anybody's."""
    owner = None if asker.may(Right.PEOPLE) else asker.user.id
    with console.store.writing() as connection:
        tokens.revoke(connection, id_, by=asker.user.name, at=console.now(), owner=owner)
    return to(ours(data.next, "/account"), "revoked")


def _page(
    request: Request[Any, Any, Any], console: Console, asker: Asker, problem: str = "", token: str = ""
) -> Page:
    with console.store.reading() as connection:
        found = tokens.listed(connection, asker.user.id)
        kept = passkeys.of(connection, asker.user.id)
    place = guard.place(request)
    challenge = console.challenges.make(f"register:{asker.user.id}", asker.secret or "")
    return page(
        request,
        "account.html",
        400 if problem else 200,
        tokens=found,
        passkeys=kept,
        passkey=passkey.to_register(place, asker.user, kept, challenge) if place else "",
        scopes=[scope for scope in SCOPES if asker.may(scope)],
        languages=words.LANGUAGES,
        now=console.now(),
        problem=problem,
        token=token,
    )


HANDLERS = (account, set_language, set_password, add_passkey, drop_passkey, make_token, revoke_token)
