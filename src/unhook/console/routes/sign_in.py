"""Signing in and out. Every way in ends in `begun`."""

import secrets
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery

from unhook.console import guard, passkey, password
from unhook.console.console import Console
from unhook.console.render import Page, language, page
from unhook.console.rights import Asker, Right
from unhook.console.routes.kinds import Form, Served, Who, does, ours, shows, to
from unhook.store import passkeys, sessions, users
from unhook.store.passkeys import Passkey
from unhook.store.users import User

START = "unhook_start"
"""The cookie that binds the form of the sign-in to the browser; it signs nobody in."""


@dataclass
class SignIn:
    """The form."""

    name: str = ""
    password: str = ""
    next: str = "/"


@dataclass
class Proof:
    """The form of a passkey: what the browser answered, as JSON."""

    answer: str = ""
    next: str = "/"


@dataclass
class Once:
    """The form of a link that signs in once."""

    word: str = ""


@shows("/sign-in", Right.ANYBODY)
def form(request: Request[Any, Any, Any], console: Served, next: FromQuery[str] = "/") -> Page:
    """The form."""
    return _form(request, console, "sign_in.html", next=ours(next, "/"), wrong=False, name="")


@does("/sign-in", Right.ANYBODY)
def sign_in(request: Request[Any, Any, Any], console: Served, data: Form[SignIn]) -> Response[Any]:
    """Sign in with a password. How long it takes does not tell whether there is such a user."""
    place = request.client.host if request.client else ""
    name = " ".join(data.name.split())
    if console.attempts.allowed(name, place):
        with console.store.reading() as connection:
            user = users.named(connection, name)
        if password.fits(user.password if user else None, data.password) and user and not user.disabled:
            console.attempts.forgive(name, place)
            with console.store.reading() as connection:
                kept = passkeys.of(connection, user.id)
            if kept:
                return _form(
                    request,
                    console,
                    "sign_in.html",
                    next=ours(data.next, "/"),
                    wrong=False,
                    name="",
                    asked=(user, kept),
                )
            return begun(console, user, "password", ours(data.next, "/"))
    return _form(
        request, console, "sign_in.html", 403, next=ours(data.next, "/"), wrong=True, name=name[:100]
    )


@does("/sign-in/passkey", Right.ANYBODY)
def by_passkey(request: Request[Any, Any, Any], console: Served, data: Form[Proof]) -> Response[Any]:
    """Sign in with a passkey, alone or after the password: its device asks who holds it."""
    place, browser = guard.place(request), request.cookies.get(guard.cookie(console, START), "")
    credential, challenge = passkey.challenged(data.answer)
    with console.store.reading() as connection:
        kept = passkeys.known(connection, credential)
        user = users.get(connection, kept.owner) if kept else None
    if place and kept and user and not user.disabled:
        after = console.challenges.take(challenge, f"second:{user.id}", browser)
        if after or console.challenges.take(challenge, "first", browser):
            uses = passkey.proven(place, data.answer, challenge, kept)
            if uses is not None:
                with console.store.writing() as connection:
                    passkeys.used(connection, kept, uses=uses, at=console.now())
                how = "password and passkey" if after else "passkey"
                return begun(console, user, how, ours(data.next, "/"))
    return _form(request, console, "sign_in.html", 403, next=ours(data.next, "/"), wrong=True, name="")


@shows("/once/{word:str}", Right.ANYBODY)
def once(request: Request[Any, Any, Any], console: Served, word: FromPath[str]) -> Page:
    """A link that signs in once asks first: programs that look at links would use it up."""
    return _form(request, console, "once.html", word=word)


@does("/once", Right.ANYBODY)
def use_once(request: Request[Any, Any, Any], console: Served, data: Form[Once]) -> Response[Any]:
    """Sign in by the link."""
    invited = console.invitations.take(data.word)
    with console.store.reading() as connection:
        user = users.get(connection, invited) if invited is not None else None
    if user is None or user.disabled:
        text = language(request).text("sign_in.used")
        return page(request, "error.html", 403, text=text)
    return begun(console, user, "link", "/")


@does("/sign-out", Right.SELF)
def sign_out(console: Served, asker: Who) -> Response[Any]:
    """End this session."""
    if asker.secret is not None:
        with console.store.writing() as connection:
            sessions.end(connection, asker.secret, asker.user, at=console.now())
    answer = to("/sign-in", "signed_out")
    answer.delete_cookie(guard.cookie(console), path="/")
    return answer


def begun(console: Console, user: User, how: str, path: str) -> Response[Any]:
    """A new session, whatever the browser brought: a secret that somebody else planted is worth nothing."""
    with console.store.writing() as connection:
        sessions.sweep(connection, before=console.now() - console.manner.absolute)
        secret = sessions.begin(connection, user, at=console.now(), how=how)
    answer = to(path)
    answer.set_cookie(_cookie(console, "unhook", secret))
    answer.delete_cookie(guard.cookie(console, START), path="/")
    return answer


def _form(
    request: Request[Any, Any, Any],
    console: Console,
    template: str,
    status: int = 200,
    asked: tuple[User, tuple[Passkey, ...]] | None = None,
    **values: Any,
) -> Page:
    secret = request.cookies.get(guard.cookie(console, START)) or secrets.token_urlsafe(32)
    values |= {"passkey": "", "second": asked is not None}
    place = guard.place(request)
    if place is not None:
        user, kept = asked or (None, ())
        challenge = console.challenges.make(f"second:{user.id}" if user else "first", secret)
        values["passkey"] = passkey.to_sign_in(place, kept, challenge)
    asker: Asker | None = request.scope.get("user")
    if asker is not None:
        return page(request, template, status, **values)
    return page(request, template, status, cookies=[_cookie(console, START, secret)], secret=secret, **values)


def _cookie(console: Console, name: str, value: str) -> Cookie:
    return Cookie(
        guard.cookie(console, name),
        value=value,
        path="/",
        httponly=True,
        secure=console.manner.secure,
        samesite="strict",
    )


HANDLERS = (form, sign_in, by_passkey, once, use_once, sign_out)
