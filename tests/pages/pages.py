"""Brokers and acts for the tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.async_api import Page

from unhook.pages.broker import Answer, Request

PAGE = "https://a.test/"


@dataclass
class Pages:
    """HTML by address; `heard` is what it was asked."""

    pages: Mapping[str, str | Answer]
    heard: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Answer | None:
        self.heard.append(request.url)
        found = self.pages.get(request.url)
        return html(found) if isinstance(found, str) else found


def html(source: str) -> Answer:
    return Answer(source.encode(), headers={"content-type": "text/html; charset=utf-8"})


def redirect(place: str) -> Answer:
    return Answer(status=302, headers={"location": place})


async def title(page: Page) -> str:
    return await page.title()


async def waited(page: Page) -> str:
    """The title, once the page has set one."""
    await page.wait_for_function("document.title")
    return await page.title()
