"""`python -m bench.logos DRAWINGS PICTURES`: render drawings of logos, and set how alike is alike enough.

DRAWINGS holds the unpacked packages `simple-icons` (9.21.0), `logos` (@iconify-json/logos 1.2.19) and `cib`
(@iconify-json/cib 1.2.3), all CC0; PICTURES is a folder of pictures on which these logos are not. Needs
resvg-py. A shape is taken for a logo only where it is more alike than any shape of those pictures;
a drawing that would need more than 0.95 is left out.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from unhook.files.picture import shapes
from unhook.files.picture.logos import Logo
from unhook.files.picture.opened import KINDS, opened
from unhook.files.scanner import Sample
from unhook.message.mime.magic import file_type

_BRANDS = Path(__file__).with_name("brands.txt")
_WRITTEN = Path("src/unhook/files/picture/logos.jsonl")
_SIZE = 256
_WHITE = (255, 255, 255)
_LEAST, _MOST, _APART = 0.8, 0.95, 0.02


def main(drawings: Path, pictures: Path) -> None:
    """Write the file of silhouettes."""
    logos = list(_logos(drawings))
    worst = dict.fromkeys(range(len(logos)), 0.0)
    for path in sorted(pictures.iterdir()):
        data = path.read_bytes()
        if (kind := file_type(data)) not in KINDS:
            continue
        for view in opened(Sample(data, kind)).views[:1]:
            for shape in shapes.of(view):
                for at, logo in enumerate(logos):
                    if 0.87 <= shape.ratio / logo.ratio <= 1 / 0.87:
                        worst[at] = max(worst[at], shapes.alike(shape.bits, logo.bits))
    with _WRITTEN.open("w", encoding="utf-8") as out:
        for at, logo in enumerate(logos):
            least = max(_LEAST, round(worst[at] + _APART, 3))
            if least <= _MOST:
                row = asdict(logo) | {"bits": f"{logo.bits:0{shapes.CELLS // 4}x}", "least": least}
                out.write(json.dumps(row) + "\n")


def _logos(drawings: Path) -> Iterator[Logo]:
    for line in _BRANDS.read_text("utf-8").splitlines():
        name, _, sources = line.partition("=")
        for source in sources.split():
            if (svg := _drawing(drawings, source)) is None:
                continue
            shape = shapes.silhouette(shapes.standing_out(_rendered(svg), _WHITE))
            if shape is not None:
                yield Logo(name, source, round(shape.ratio, 3), shape.bits, _LEAST)


def _drawing(drawings: Path, source: str) -> str | None:
    package, _, name = source.partition(":")
    if package == "si":
        path = drawings / "simple-icons" / "icons" / f"{name}.svg"
        return path.read_text("utf-8") if path.exists() else None
    set_: dict[str, Any] = json.loads(
        (drawings / {"lo": "logos", "cib": "cib"}[package] / "icons.json").read_text()
    )
    icon = set_["icons"].get(name)
    if icon is None:
        return None
    box = (
        icon.get("left", 0),
        icon.get("top", 0),
        *(icon.get(at, set_.get(at, 16)) for at in ("width", "height")),
    )
    body = icon["body"].replace("currentColor", "#000")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{" ".join(map(str, box))}">{body}</svg>'
    )


def _rendered(svg: str) -> Image.Image:
    import resvg_py

    drawn = Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=_SIZE)))).convert("RGBA")
    ground = Image.new("RGB", drawn.size, _WHITE)
    ground.paste(drawn, mask=drawn.getchannel("A"))
    return ground


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
