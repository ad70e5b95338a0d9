from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from unhook.files.picture import shapes


def _page(*boxes: tuple[int, int, int, int], ink: str = "navy", ground: str = "white") -> Image.Image:
    page = Image.new("RGB", (400, 300), ground)
    for box in boxes:
        ImageDraw.Draw(page).ellipse(box, fill=ink)
    return page


def test_each_part_is_a_shape() -> None:
    found = [shape.box for shape in shapes.of(_page((20, 20, 79, 79), (200, 100, 299, 149)))]
    assert (20, 20, 80, 80) in found
    assert (200, 100, 300, 150) in found


def test_a_silhouette_is_the_same_in_any_size_and_colour() -> None:
    disc = shapes.silhouette(shapes.standing_out(_page((20, 20, 79, 79)), (255, 255, 255)))
    other = shapes.silhouette(
        shapes.standing_out(_page((5, 5, 204, 204), ink="white", ground="black"), (0, 0, 0))
    )
    assert disc is not None
    assert other is not None
    assert shapes.alike(disc.bits, other.bits) > 0.95
    assert disc.ratio == other.ratio == 1


def test_parts_close_together_are_one_shape_too() -> None:
    found = {shape.box for shape in shapes.of(_page((20, 20, 59, 59), (62, 20, 101, 59)))}
    assert {(20, 20, 60, 60), (62, 20, 102, 60), (20, 20, 102, 60)} <= found


def test_what_stands_within_a_shape_is_found() -> None:
    page = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((50, 50, 149, 149), fill="navy")
    draw.ellipse((70, 70, 129, 129), fill="white")
    assert (70, 70, 130, 130) in {shape.box for shape in shapes.of(page)}


def test_connected_parts_are_joined_whatever_their_form() -> None:
    page = Image.new("RGB", (200, 200), "white")
    draw = ImageDraw.Draw(page)
    corners = [(20, 20), (20, 120), (100, 120), (100, 20), (60, 20), (60, 100)]
    for one, other in pairwise(corners):
        draw.line((*one, *other), fill="black", width=3)
    assert len({shape.box for shape in shapes.of(page)}) == 1


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (3_000, 2), (2_000, 1_500)])
def test_nothing_is_found_on_one_colour(size: tuple[int, int]) -> None:
    assert list(shapes.of(Image.new("RGB", size, "teal"))) == []


def test_the_number_of_shapes_is_bounded() -> None:
    noise = Image.effect_noise((900, 900), 250).convert("RGB")
    assert len(list(shapes.of(noise))) < 20_000


def test_alike_is_a_correlation() -> None:
    left = int("ffff0000" * 32, 16)
    right = int("0000ffff" * 32, 16)
    assert shapes.alike(left, left) == 1
    assert shapes.alike(left, right) == -1
    assert shapes.alike(left, 0) == 0
