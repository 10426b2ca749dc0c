"""What a request carries, never more than is asked for."""

from urllib.parse import parse_qsl

from starlette.requests import Request

MAX_BODY = 1_000_000
MAX_FIELDS = 200


async def body_of(request: Request) -> bytes | None:
    """The body, or None past MAX_BODY bytes; the rest is not read."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return body


async def form_of(request: Request) -> dict[str, str] | None:
    """The fields of a URL-encoded form (the last value of each), or None past MAX_BODY bytes or MAX_FIELDS fields."""
    body = await body_of(request)
    if body is None:
        return None
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        return None
    return dict(pairs)
