"""The yardstick: python-telegram-bot with its defaults, answering each text with itself.

python -m bench.echo API_BASE [--sniffio]

With `--sniffio` the import httpcore tries in every request succeeds (a stand-in: it is no dependency of ours).
"""

import sys
from types import ModuleType

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the text back."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Poll until killed."""
    if "--sniffio" in sys.argv:
        sniffio = ModuleType("sniffio")
        sniffio.current_async_library = lambda: "asyncio"  # type: ignore[attr-defined]
        sys.modules["sniffio"] = sniffio
    app = Application.builder().token("1:bench").base_url(sys.argv[1]).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main()
