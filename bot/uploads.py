"""Files that came by a page, as the import job fetches those of a channel."""

from messages.forms import FileRef
from models import import_files
from models.db import Database


class Uploads:
    """What the pages have kept, by the id of its row."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def fetch(self, file: FileRef) -> bytes:
        """The bytes of a file that was sent. Raises OSError when it is not kept any more."""
        data = await self._db.read(import_files.data_of, int(file.id))
        if data is None:
            raise OSError("the file is not kept any more")
        return data
