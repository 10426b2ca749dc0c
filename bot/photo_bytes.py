"""The bytes of a photo: had from its channel within bounds, made anew as a plain JPEG, and held for a while in memory.

What a phone took is never passed on as it came: only its pixels are, so that nothing but a picture gets out, and none
of what cameras write beside it (where it was taken).
"""

import asyncio
import io
from collections import OrderedDict
from collections.abc import Mapping

import structlog

from messages.forms import FileRef, Source

log = structlog.get_logger()
MOST_BYTES = 5_000_000
FETCH_SECONDS = 20.0
MOST_PIXELS = 40_000_000
AT_ONCE = 4
"""Photos that are had for pages at the same time; who comes later waits, FETCH_SECONDS in all."""
HELD_BYTES = 16_000_000
SIDE, SMALL_SIDE = 1600, 192
"""The longer side of a photo as it is shown whole, and in a list (twice what it is there, for fine screens)."""
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


async def fetch_photo(sources: Mapping[str, Source], channel: str, file_id: str) -> bytes:
    """A photo as its channel has it, within FETCH_SECONDS. Raises OSError where it cannot be had, or is too large."""
    source = sources.get(channel)
    if source is None:
        raise OSError("no such channel")
    async with asyncio.timeout(FETCH_SECONDS):  # TimeoutError is an OSError
        data = await source.fetch(FileRef(file_id, "", 0))
    if len(data) > MOST_BYTES:
        raise OSError("the photo is too large")
    return data


def plain_jpeg(data: bytes, side: int) -> bytes | None:
    """The picture of a JPEG, PNG or WebP as a JPEG of `side` pixels at most, upright; None for anything else."""
    from PIL import Image, ImageOps  # a program that shows no photo need not load it

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.draft("RGB", (side, side))  # a JPEG is then read no larger than needed
            opened.thumbnail((side, side), reducing_gap=2.0)
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
            picture = Image.new("RGB", upright.size, "white")
            picture.paste(upright, mask=upright.getchannel("A"))
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=QUALITY)
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # what Pillow raises for broken files
        return None


class Pictures:
    """Photos for pages. The newest shown are held, `most` bytes of them at most, in memory alone."""

    def __init__(self, sources: Mapping[str, Source], most: int = HELD_BYTES) -> None:
        self._sources, self._most = sources, most
        self._held: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()
        self._bytes = 0
        self._few, self._one = asyncio.Semaphore(AT_ONCE), asyncio.Lock()

    @property
    def held(self) -> int:
        """How many bytes are held."""
        return self._bytes

    async def get(self, channel: str, file_id: str, side: int) -> bytes | None:
        """The photo as a JPEG of `side` pixels at most; None where it cannot be had now, or is no picture."""
        key = (channel, file_id, side)
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        try:
            async with asyncio.timeout(FETCH_SECONDS), self._few:
                data = await fetch_photo(self._sources, channel, file_id)
        except OSError as error:
            log.info("photo not shown", error=type(error).__name__)
            return None
        async with self._one:  # a large picture takes much memory while it is read
            made = await asyncio.to_thread(plain_jpeg, data, side)
        if made is not None:
            self._hold(key, made)
        return made

    def _hold(self, key: tuple[str, str, int], made: bytes) -> None:
        """Hold it as the newest; the oldest go until there is room. One that is larger than all the room is not."""
        if len(made) > self._most:
            return
        self._bytes += len(made) - len(self._held.pop(key, b""))
        self._held[key] = made
        while self._bytes > self._most:
            self._bytes -= len(self._held.popitem(last=False)[1])
