import pytest

from pages.made import brands, form, page
from unhook.links import domain
from unhook.pages.source import shown

from .reading import read_page


def told(html: str, host: str = "page.test") -> list[tuple[str, str, bool]]:
    found = shown.of([read_page(html, f"https://{host}/a/")], brands(), domain.parse(host))
    return [(each.brand.name, each.where, each.strong) for each in found]


@pytest.mark.parametrize(
    ("html", "where"),
    [
        (page("Sign in to your Microsoft account"), "title"),
        (page("Welcome", heading="Microsoft"), "heading"),
        (page("Sign in", "<img src=x.png alt='Microsoft logo'>"), "logo"),
        (page("Sign in", "<img src=img/microsoft_logo.svg>"), "logo"),
        (page("Sign in", "<img src=https://aadcdn.msauth.net/a.jpg>"), "assets"),
        (page("Sign in", "<label>Microsoft password<input type=password></label>"), "field"),
        (page("File", "<div class=address-bar>https://login.microsoftonline.com/x</div>"), "drawn-bar"),
    ],
)
def test_where_a_brand_is_shown_as_the_pages_own(html: str, where: str) -> None:
    assert told(html) == [("Microsoft", where, True)]


@pytest.mark.parametrize(
    "html",
    [
        page("Sign in with Microsoft"),
        page("Sign in", "<button>Continue with Microsoft</button>"),
        page("Sign in", "<button><img src=microsoft.svg alt=Microsoft></button>"),
        page("Sign in", "<a href=/oauth><img src=microsoft.svg alt=Microsoft></a>"),
        page("Sign in", "<a href=https://www.microsoft.com/><img alt=Microsoft src=a.png></a>"),
        page("Sign in", "<p>Works with Microsoft</p>" + form()),
        page(
            "Pay",
            "".join(
                f"<img src={name}.svg alt={name}>" for name in ("PayPal", "Visa", "Klarna", "Mastercard")
            ),
        ),
        page("Hello", "<img src=the-microsoft-building-in-paris.jpg>"),
    ],
)
def test_what_only_mentions_a_brand(html: str) -> None:
    assert told(html) == []


def test_beside_other_words_it_may_be_a_mention() -> None:
    assert told(page("Microsoft raises its prices")) == [("Microsoft", "title", False)]


def test_a_site_that_names_itself_is_not_the_brand() -> None:
    (found,) = shown.of(
        [read_page(page("Hill Town | Microsoft login"), "https://hill-town.test/")],
        brands(),
        domain.parse("hill-town.test"),
    )
    assert found.own_name
    assert not found.strong


def test_a_logo_below_a_title_that_names_another_is_doubted() -> None:
    (found,) = shown.of([read_page(page("River Books", "<img src=microsoft_logo.png>"))], brands(), None)
    assert found.doubted


def test_words_drawn_in_a_picture_of_the_page_itself_are_a_logo() -> None:
    for drawn in ("<text>Provider A</text>", "<title>Provider A logo</title><path d='M0 0'/>"):
        assert told(page("Sign in", f"<svg>{drawn}</svg>" + form())) == [("Provider A", "logo", True)]
    offered = "<button><svg aria-label='Provider A'></svg>Continue</button>"
    assert told(page("Sign in", form() + offered)) == []


def test_a_password_that_is_made_for_other_programs_is_a_mention() -> None:
    field = "<label>{}<input type=password name=p></label>"
    assert told(page("Settings", field.format("Provider A app password"))) == [("Provider A", "field", False)]
    assert told(page("Settings", field.format("Provider A password"))) == [("Provider A", "field", True)]


@pytest.mark.parametrize(
    ("source", "host", "named"),
    [
        (page("Florist Shop - members", "<h1>Florist Shop</h1>"), "www.florist-shop.test", True),
        (page("Florist Shop", "<img src=/l.png alt='Florist Shop'>"), "florist-shop.test", True),
        (page("Florist Shop", "<h1>Sign in</h1>"), "florist-shop.test", False),
        (page("Sign in", "<h1>Florist Shop</h1>"), "florist-shop.test", False),
        (page("Webmail", "<h1>Webmail</h1>"), "webmail.test", False),
        (page("Florist Shop", "<h1>Florist Shop</h1>"), "florist-shop.web.app", False),
    ],
)
def test_a_page_that_calls_itself_by_its_hosts_name(source: str, host: str, named: bool) -> None:
    assert shown.names_host(read_page(source, f"https://{host}/"), domain.parse(host)) is named
    assert not shown.names_host(read_page(source), None)
