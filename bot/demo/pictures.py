"""What the phones of the demo photograph: a stairwell drawn from a seed, its lamp lit or out, perhaps cluttered."""

import io
import random

WIDTH, HEIGHT = 640, 480
WALLS = ("#e7e0d2", "#dfe6df", "#e3e1ea", "#efe3d6", "#dde7ec")
DOORS = ("#7f1d1d", "#1e3a5f", "#365314", "#57534e")
THINGS = ("#b45309", "#0f766e", "#4338ca", "#be123c", "#a16207")


def scene(seed: int) -> bytes:
    """A JPEG of a stairwell; the same seed gives the same picture."""
    from PIL import Image, ImageDraw, ImageFilter  # the demo alone draws, and only when somebody photographs

    draw = random.Random(seed)  # noqa: S311 - a picture, no secret
    lit = draw.random() < 0.7
    image = Image.new("RGB", (WIDTH, HEIGHT), draw.choice(WALLS))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 300, WIDTH, 310), fill="#a8a29e")  # where the paint ends
    pen.polygon([(0, HEIGHT), (0, 400), (WIDTH, 350), (WIDTH, HEIGHT)], fill="#78716c")
    left = draw.randrange(40, 120)
    pen.rectangle((left, 120, left + 130, 400), fill=draw.choice(DOORS), outline="#1c1917", width=4)
    pen.ellipse((left + 105, 255, left + 119, 269), fill="#fde68a")
    start, rise = draw.randrange(300, 360), draw.randrange(24, 34)
    for step in range(9):
        x, y = start + step * 34, 390 - step * rise
        pen.rectangle((x, y, WIDTH, y + rise), fill=f"#{0xB8 - step * 6:02x}{0xB0 - step * 6:02x}{0xA8 - step * 6:02x}")
    pen.line((start, 310, start + 9 * 34, 310 - 9 * rise), fill="#57534e", width=9)
    lamp = draw.randrange(230, 320)
    pen.line((lamp, 0, lamp, 46), fill="#292524", width=4)
    pen.ellipse((lamp - 26, 42, lamp + 26, 94), fill="#fef08a" if lit else "#57534e", outline="#292524", width=3)
    for _ in range(draw.randrange(0, 5)):
        x, size = draw.randrange(170, 470), draw.randrange(36, 90)
        pen.rectangle((x, 430 - size, x + size, 430), fill=draw.choice(THINGS), outline="#1c1917", width=3)
    if not lit:
        image = Image.blend(image, Image.new("RGB", image.size, "#0c0a09"), 0.45)
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.8)).save(out, "JPEG", quality=80)
    return out.getvalue()
