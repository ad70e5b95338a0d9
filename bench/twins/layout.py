"""How a mail looks: plain text, and HTML as mail tools really write it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from string import Template as Page


@dataclass(frozen=True, slots=True)
class Content:
    """A mail's words with their links: `footer` holds label and URL, `small` the last lines."""

    language: str
    brand: str
    greeting: str
    paragraphs: tuple[str, ...]
    label: str
    url: str | None
    closing: tuple[str, ...]
    footer: tuple[tuple[str, str], ...] = ()
    small: tuple[str, ...] = ()
    browser: str = ""
    pictures: str = ""
    hidden: str = ""


def text(content: Content) -> str:
    """The plain text, or the text alternative."""
    link = f"{content.label}:\n{content.url}" if content.url else ""
    footer = "\n".join(f"{label}: {url}" for label, url in content.footer if url != "#")
    blocks = (
        content.greeting,
        *content.paragraphs,
        link,
        "\n".join(content.closing),
        footer,
        "\n".join(content.small),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def letter(content: Content) -> str:
    """A few paragraphs with an ordinary link, as a mail program writes them."""
    link = f'<p><a href="{escape(content.url)}">{escape(content.label)}</a></p>' if content.url else ""
    small = "".join(f"<p><small>{escape(line)}</small></p>" for line in content.small)
    return _LETTER.substitute(_common(content), link=link, small=small)


def card(content: Content) -> str:
    """A notice: preheader, logo, one table-based button, footer, tracking pixel."""
    return _NOTICE.substitute(_common(content), button=_button(content), body=_paragraphs(content, "#3c4043"))


def outlook(content: Content) -> str:
    """The same with the conditional comments that Outlook's button needs."""
    button = _VML.substitute(_common(content), button=_button(content)) if content.url else ""
    return _NOTICE.substitute(_common(content), button=button, body=_paragraphs(content, "#222222"))


def shop(content: Content) -> str:
    """A newsletter: a view in the browser, large pictures that are links, three teasers."""
    body = _SHOP.substitute(_common(content), body=_paragraphs(content, "#333333"))
    return _NOTICE.substitute(_common(content), button=_button(content), body=body)


def frame(content: Content) -> str:
    """A bordered table with FONT tags, as web forms and old control panels write it."""
    link = _FRAME_LINK.substitute(_common(content)) if content.url else ""
    return _FRAME.substitute(_common(content), link=link)


def banner(content: Content) -> str:
    """A large picture on top, the words in DIVs below it, the button a DIV too."""
    link = _BANNER_LINK.substitute(_common(content)) if content.url else ""
    return _BANNER.substitute(_common(content), link=link)


def picture(content: Content) -> str:
    """Nothing but one embedded picture that is a link."""
    return (
        f'<html><body><a href="{escape(content.url or "#")}">'
        '<img src="cid:picture" width="600" height="700" border="0"></a></body></html>'
    )


LAYOUTS: Mapping[str, Callable[[Content], str]] = {
    "letter": letter,
    "card": card,
    "outlook": outlook,
    "shop": shop,
    "frame": frame,
    "banner": banner,
    "picture": picture,
}


def _common(content: Content) -> dict[str, str]:
    images = content.pictures
    logo = f'<img src="{images}/logo.png" width="120" alt="{escape(content.brand)}">'
    pixel = f'<img src="{images}/open.gif" width="1" height="1" alt="" style="display:block">'
    grey = 'style="color:#5f6368"'
    footer = (f'<a href="{escape(url)}" {grey}>{escape(label)}</a>' for label, url in content.footer)
    return {
        "language": content.language,
        "brand": escape(content.brand),
        "browser": escape(content.browser),
        "label": escape(content.label),
        "url": escape(content.url or "#"),
        "images": images,
        "preheader": escape(content.paragraphs[0][:90]),
        "greeting": escape(content.greeting),
        "paragraphs": _paragraphs(content, "#000000"),
        "closing": "<br>".join(map(escape, content.closing)),
        "footer": " | ".join(footer),
        "small": "<br>".join(map(escape, content.small)),
        "logo": logo if images else "",
        "pixel": pixel if images else "",
        "hidden": f'<div style="display:none">{escape(content.hidden)}</div>' if content.hidden else "",
    }


def _paragraphs(content: Content, colour: str) -> str:
    style = f'style="color:{colour};line-height:22px"'
    return "".join(f"<p {style}>{escape(line)}</p>\n" for line in content.paragraphs)


def _button(content: Content) -> str:
    return _BUTTON.substitute(_common(content)) if content.url else ""


_BUTTON = Page("""\
<table role="presentation" cellpadding="0" cellspacing="0" align="center"><tr>
<td bgcolor="#0b57d0" style="border-radius:4px"><a href="$url" target="_blank"
style="display:inline-block;padding:12px 28px;color:#ffffff;font-weight:bold;text-decoration:none">
$label</a></td>
</tr></table>
""")

_VML = Page("""\
<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" href="$url" style="height:40px;width:240px"
arcsize="10%" fillcolor="#0b57d0"><center>$label</center></v:roundrect><![endif]--><!--[if !mso]><!-->
$button<!--<![endif]-->
""")

_SHOP = Page("""\
<p align="center"><a href="$url" style="color:#888888;font-size:11px">$browser</a></p>
<a href="$url"><img src="$images/hero.jpg" width="600" height="280" alt="$brand"></a>
$body<table><tr>
<td width="33%"><a href="$url"><img src="$images/teaser1.jpg" width="180" alt=""></a></td>
<td width="33%"><a href="$url"><img src="$images/teaser2.jpg" width="180" alt=""></a></td>
<td width="33%"><a href="$url"><img src="$images/teaser3.jpg" width="180" alt=""></a></td>
</tr></table>
""")

_LETTER = Page("""\
<html lang="$language"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>
<body style="font-family:Calibri,Arial,sans-serif;font-size:11pt">
<p>$greeting</p>
$paragraphs$link
<p>$closing</p>$hidden
$small
</body></html>
""")

_NOTICE = Page("""\
<!DOCTYPE html>
<html lang="$language"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>@media (max-width:600px){.box{width:100%!important}} a{color:#0b57d0}</style></head>
<body style="margin:0;background:#f4f4f4;font-family:Arial,Helvetica,sans-serif">
<div style="display:none;max-height:0;overflow:hidden">$preheader</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" class="box" width="600" cellpadding="24" cellspacing="0" bgcolor="#ffffff">
<tr><td>$logo</td></tr>
<tr><td><p style="color:#202124">$greeting</p>
$body$button
<p style="color:#202124">$closing</p></td></tr>
<tr><td style="font-size:11px;color:#5f6368">$footer<br><br>$small</td></tr>
</table></td></tr></table>$hidden$pixel
</body></html>
""")

_FRAME_LINK = Page("""\
<p><a href="$url"><font color="#0066cc" size="3"><b>$label</b></font></a></p>
""")

_FRAME = Page("""\
<html><body bgcolor="#ffffff">
<table border="1" bordercolor="#cccccc" cellpadding="12" cellspacing="0" width="560"><tr>
<td bgcolor="#eeeeee"><font face="Verdana" size="3"><b>$brand</b></font></td></tr><tr>
<td><font face="Verdana" size="2">$greeting<br><br>
$paragraphs$link
<br>$closing<br></font></td></tr><tr>
<td><font face="Verdana" size="1" color="#777777">$footer<br>$small</font></td>
</tr></table>$hidden
</body></html>
""")

_BANNER_LINK = Page("""\
<div style="margin:24px 0"><a href="$url" style="background:#1f6f43;border-radius:24px;color:#fff;\
padding:14px 32px;text-decoration:none">$label</a></div>
""")

_BANNER = Page("""\
<!doctype html><html lang="$language"><head><meta charset="utf-8">
<style>body{font-family:'Segoe UI',sans-serif} .wrap{max-width:640px;margin:auto}</style></head><body>
<div class="wrap"><img src="$images/banner.jpg" width="640" height="240" alt="$brand">
<h2>$brand</h2><div>$greeting</div>
$paragraphs$link<div>$closing</div>
<div style="font-size:12px;color:#888">$footer<br>$small</div></div>$hidden$pixel
</body></html>
""")
