"""Photos of check-ins: one used before is asked about, kindly; nothing else follows, and nothing is guessed."""

import io
import random
from datetime import timedelta

import pytest
from PIL import Image, ImageDraw
from sqlmodel import select

from bot.photos import look_of, work_photos
from models.ledger import Entry
from models.photo_prints import NEAR, TAKEN_FOR, PhotoPrint, take
from tests.talk import Talk, rows


def picture(seed: int, *, size: int = 640, quality: int = 90, crop: int = 0) -> bytes:
    """A JPEG of a scene drawn from a seed."""
    draw_from = random.Random(seed)
    image = Image.new("RGB", (640, 640), "white")
    pen = ImageDraw.Draw(image)
    for _ in range(30):
        x, y, w, h = (draw_from.randrange(20, 600) for _ in range(4))
        pen.rectangle((x, y, x + w // 3, y + h // 3), fill=tuple(draw_from.randrange(256) for _ in range(3)))
    image = image.crop((crop, crop, 640 - crop, 640 - crop)).resize((size, size))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def test_the_same_scene_looks_the_same_however_it_was_sent() -> None:
    """Resized, compressed anew, its rim cut off a little: near; another scene: far."""
    for seed in range(40):
        one = look_of(picture(seed))
        assert one is not None
        for again in (picture(seed, size=320), picture(seed, quality=35), picture(seed, size=960, quality=60)):
            assert (one ^ (look_of(again) or 0)).bit_count() <= NEAR, seed
        assert (one ^ (look_of(picture(seed + 1000)) or 0)).bit_count() > 2 * NEAR, seed


@pytest.mark.parametrize("data", [b"", b"no picture", picture(1)[:200], b"GIF89a" + bytes(40)])
def test_what_is_no_picture_is_none(data: bytes) -> None:
    """A broken file, or another kind of one, is no hash and no error."""
    assert look_of(data) is None


async def reported(talk: Talk, name: str, file_id: str, data: bytes) -> None:
    """They report the inspection that is out, send a photo with it, and it is looked at."""
    await talk.issue_inspection()
    await talk.presses(name, "全部正常")
    talk.channels[talk.addresses[name][0]].files[file_id] = data
    await talk.says(name, photo=file_id)
    while await work_photos(talk.db, talk.channels, talk.clock, talk.zone):
        pass
    await talk.delivery.drain()


async def next_month(talk: Talk) -> None:
    """A month passes."""
    talk.clock.move_to(talk.clock.now() + timedelta(days=30))


async def test_a_photo_used_before_is_asked_about_and_costs_nothing(talk: Talk) -> None:
    """The sender is asked once; whatever they say, the report and its points stay."""
    await reported(talk, "王芳", "one", picture(7))
    await next_month(talk)
    await reported(talk, "王芳", "two", picture(7, size=400, quality=50))
    assert "看起来一样" in talk.last("王芳") and "11月2日" in talk.last("王芳")
    assert "照样算数" in await talk.presses("王芳", "发错了")
    assert [entry.points for entry in await rows(talk, select(Entry))] == [10, 10]
    found = await rows(talk, select(PhotoPrint).order_by(PhotoPrint.detail_id))  # type: ignore[arg-type]
    assert [(one.like_id, one.said) for one in found] == [(None, ""), (found[0].detail_id, "mistaken")]


async def test_a_new_photo_is_not_asked_about(talk: Talk) -> None:
    """Another scene is another photo; a plain wall looks like every other wall and is not compared."""
    await reported(talk, "王芳", "one", picture(7))
    await next_month(talk)
    await reported(talk, "王芳", "two", picture(8))
    assert "看起来一样" not in talk.last("王芳")
    wall = io.BytesIO()
    Image.new("RGB", (640, 640), "grey").save(wall, "JPEG")
    for file_id in ("wall", "wall again"):
        await next_month(talk)
        await reported(talk, "王芳", file_id, wall.getvalue())
        assert "看起来一样" not in talk.last("王芳")


async def test_a_photo_that_cannot_be_had_is_tried_again_and_then_left(talk: Talk) -> None:
    """Three times, some minutes apart; then it proves nothing, and nobody is asked."""
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    channel = talk.channels[talk.addresses["王芳"][0]]

    async def away(file: object) -> bytes:
        raise OSError("away")

    channel.fetch = away  # type: ignore[method-assign]
    await talk.says("王芳", photo="one")
    for _ in range(4):
        await work_photos(talk.db, talk.channels, talk.clock, talk.zone)
        talk.clock.move_to(talk.clock.now() + TAKEN_FOR + timedelta(seconds=1))
    assert [(one.state, one.attempts) for one in await rows(talk, select(PhotoPrint))] == [("unreadable", 4)]
    assert await talk.db.run(take, talk.clock.now()) is None
