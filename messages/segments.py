"""What an SMS costs before it is sent: segments and money."""

from decimal import Decimal

import smsutil

from messages.forms import Billed, Channel, Outgoing
from models.text import safe_out


def segments(text: str) -> int:
    """How many SMS segments a text takes: 160 then 153 GSM-7 characters each, or 70 then 67 UTF-16 units each.

    One character outside GSM-7 (Chinese, but also ç, a backtick or a curly quote) makes all of it UTF-16.
    """
    return max(1, len(smsutil.split(safe_out(text)).parts))


def cost(text: str, recipients: int, price: Decimal) -> Decimal:
    """What it costs to send the text to that many people, at `price` a segment."""
    return price * segments(text) * recipients


def billed_by(channel: Channel | None, message: Outgoing) -> int:
    """The segments that this gateway bills for a message, what it adds to the text included; 0 when it refuses it.

    Without a gateway, or one that bills what it is given, those of the text.
    """
    return channel.billed(message) if isinstance(channel, Billed) else segments(message.text)
