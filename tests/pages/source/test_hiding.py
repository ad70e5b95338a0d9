import base64
import random

import pytest

from unhook.limits import PAGES
from unhook.pages.source import hiding

from .reading import read_page, scripted

DENSE = base64.b64encode(random.Random(1).randbytes(3_000)).decode()


def names(code: str) -> set[str]:
    return {sign.name for sign in hiding.of([scripted(code)], PAGES)}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("eval(function(p,a,c,k,e,d){return p}('0'))", "packed-script"),
        ("eval(atob(x))", "eval-decoded"),
        (";".join(f"_0xab{at:02x}=1" for at in range(10)), "hex-names"),
        (f"x='{DENSE}'", "dense-strings"),
        ("setInterval(function(){debugger},100)", "debugger-loop"),
        (
            "if(window.outerWidth-window.innerWidth>160||outerHeight-innerHeight>160)location.href='/'",
            "tools-watched",
        ),
        ("if(navigator.webdriver)location.href='/'", "robot-test"),
        ("addEventListener('contextmenu',function(e){e.preventDefault()})", "menu-blocked"),
        ("onkeydown=function(e){if(e.keyCode==123)return false}", "keys-blocked"),
    ],
)
def test_what_hides_and_what_watches(code: str, name: str) -> None:
    assert names(code) == {name}


@pytest.mark.parametrize(
    "code",
    [
        "var a=atob(x);function f(){return 1}" + "g();" * 20 + "eval(y)",
        "x='" + "a long text of words " * 200 + "'",
        "x='data:image/png;base64," + DENSE + "'",
        "if(debug){debugger}",
        "log(navigator.webdriver)",
        "addEventListener('contextmenu',show)",
        "onkeydown=function(e){if(e.key=='Enter')send()}",
    ],
)
def test_what_honest_scripts_do(code: str) -> None:
    assert names(code) == set()


def test_a_menu_blocked_in_the_markup() -> None:
    here = read_page("<body oncontextmenu='return false'>")
    assert "menu-blocked" in {sign.name for sign in hiding.of([here], PAGES)}


def test_entropy() -> None:
    assert hiding.entropy("") == 0
    assert hiding.entropy("abab") == 1
