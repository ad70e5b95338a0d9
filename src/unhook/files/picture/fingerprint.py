"""A picture's difference hash: near-duplicates differ in few bits."""

from PIL import Image

_SIDE = 8


def dhash(image: Image.Image) -> str:
    """64 bits as 16 hex digits: whether each of 8 x 8 cells is brighter than its right neighbour.

    (N. Krawetz, "Kind of like that", 2013.) Up to about 10 of 64 bits differ between copies that were
    scaled or compressed anew. A picture of one colour gives zeros.
    """
    grey = image.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            at = row * (_SIDE + 1) + column
            bits = bits << 1 | (grey[at] > grey[at + 1])
    return f"{bits:016x}"
