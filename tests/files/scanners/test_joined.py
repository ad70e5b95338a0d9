from files.picture.made import URL, code, sample, written
from unhook.files.model import Found, Reference, Sign
from unhook.files.picture.pieces import KIND, packed
from unhook.files.scanners.joined import SCANNER

WHOLE = code(scale=5)
HALVES = [WHOLE.crop((0, 0, 90, WHOLE.height)), WHOLE.crop((90, 0, *WHOLE.size))]


def test_the_parts_of_a_code_are_read_together() -> None:
    data = packed([b"not a picture", written(HALVES[0]), written(HALVES[1], "GIF")])
    answer = SCANNER.scan(sample(data, KIND))
    assert answer.references == (Reference(URL, "qr"),)
    assert answer.signs == (Sign("code-split", URL),)


def test_one_half_tells_nothing() -> None:
    assert SCANNER.scan(sample(packed([written(HALVES[0])]), KIND)) == Found()


def test_it_reads_packed_pictures_alone() -> None:
    assert SCANNER.reads(sample(b"", KIND))
    assert not SCANNER.reads(sample(b"", "png"))
