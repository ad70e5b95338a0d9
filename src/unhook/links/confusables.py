"""Look-alike characters folded to the ASCII they imitate.

The idea of a skeleton is that of Unicode Technical Standard 39, section 4; unlike there,
ASCII itself stays as it is, so that the result can be read and searched. Facts about
characters: Unicode Character Database (decompositions) and the table below.
"""

import re
import unicodedata
from functools import lru_cache

# One line a target: the ASCII text, then the characters that imitate it.
_LOOK_ALIKES = """
a аαɑ⍺ạ
b ЬвƄᖯ
c сϲᴄⲥ
d ԁɗᏧ
e еєҽ℮ɛ
f ẝſƒꞙ
g ցɡԍ
h һհᏂ
i іıɩι⍳
j јϳ
k κкᴋ
l ⅼӏǀƖןł
m мⅿ
n пոռηᴨ
o оοσօ๐໐ᴏøჿ০੦૦௦౦೦൦
p рρƿ⍴
q ԛգզ
r гᴦꭇⲅ
s ѕꜱʂ
t тτᴛ
u υսʋᴜ
v ѵνᴠ⋁
w ѡԝաᴡω
x хχ⤫ⅹ
y уγყүʏ
z ᴢʐ
A АΑᎪᴀ
B ВΒᏴ
C СϹᏟⅭ
D ᎠⅮᗞ
E ЕΕᎬ
F ϜҒᖴ
G ԌᏀ
H НΗᎻ
I ІΙӀⅠ
J ЈᎫ
K КΚᏦ
L ᏞⅬᒪ
M МΜᎷⅯ
N ΝⲚ
O ОΟՕØΘ
P РΡᏢ
Q Ԛⵕ
R ᎡᏒ
S ЅՏᏚ
T ТΤᎢ
U ՍᑌЦ
V ѴᏙⅤ
W ԜᎳ
X ХΧⅩ
Y ΥҮУ
Z ΖᏃ
2 ᒿ
3 Зӡʒ
4 Ꮞ
6 бᏮ
ss ß
ae æ
oe œ
AE Æ
OE Œ
- ‐‑‒–—−﹘⁃
. ․。．｡
' ’‘ʼ´′
/ ⁄∕
: ։∶꞉
"""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_TABLE = {
    ord(seen): plain
    for plain, all_seen in map(str.split, _LOOK_ALIKES.strip().split("\n"))
    for seen in all_seen
}
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if (plain := _TABLE.get(ord(character))) is not None:
        return plain
    if unicodedata.combining(character):
        return ""
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed == character:
        return character
    kept = "".join(_TABLE.get(ord(c), c) for c in decomposed if not unicodedata.combining(c))
    return kept if kept.isascii() else unicodedata.normalize("NFC", "".join(kept))


def skeleton(text: str) -> str:
    """Fold look-alikes (Cyrillic, Greek, Armenian, Cherokee, full-width, mathematical ...) to ASCII.

    Accents and invisible characters go too; case, ASCII and scripts without look-alikes
    stay. Each character is folded by itself: linear in `text`.
    """
    if text.isascii():
        return text
    return _BEYOND_ASCII.sub(_fold_run, _INVISIBLE.sub("", text))


def _fold_run(run: re.Match[str]) -> str:
    return "".join(map(_folded, run[0]))
