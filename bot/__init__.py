"""People speak: Telegram, SMS and web in; words become an intent, an intent goes to one handler."""
