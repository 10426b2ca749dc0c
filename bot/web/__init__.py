"""What a browser or a provider asks for over HTTP."""

from bot.web.addresses import register

register()
