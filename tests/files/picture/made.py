"""Pictures and codes made for tests."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from unhook.files.scanner import Sample

URL = "https://login.example.test/verify?id=4711"


def code(text: str = URL, scale: int = 4, format: str = "QRCode", quiet: bool = True) -> Image.Image:
    import zxingcpp

    barcode = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(format))
    drawn: Any = barcode.to_image(scale=scale, add_quiet_zones=quiet)
    pixels: Any = memoryview(drawn)
    return Image.frombytes("L", (pixels.shape[1], pixels.shape[0]), bytes(pixels)).convert("RGB")


def modules(text: str = URL) -> list[list[bool]]:
    drawing = code(text, scale=1, quiet=False).convert("L")
    pixels = drawing.tobytes()
    return [
        [pixels[row * drawing.width + column] < 128 for column in range(drawing.width)]
        for row in range(drawing.height)
    ]


def lines(*text: str, size: tuple[int, int] = (760, 220)) -> Image.Image:
    from PIL import ImageFont

    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(text):
        draw.text((30, 30 + 40 * row), line, fill="black", font=ImageFont.load_default(size=22))
    return image


def written(image: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def sample(image: Image.Image | bytes, kind: str = "png", **more: Any) -> Sample:
    return Sample(image if isinstance(image, bytes) else written(image), kind, **more)
