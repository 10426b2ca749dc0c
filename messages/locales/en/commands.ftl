migrated = The database is up to date.
import-no-file = There is no file { $file }. Check its name and folder.
import-confirm = Import this? Type y to confirm, anything else to leave it:{" "}
running = Stairwell runs; its pages are at http://{ $listen }/ . Ctrl+C ends it.
running-alone = Stairwell runs; its pages are at http://{ $listen }/ . Neither Telegram nor SMS is set up, so nobody gets messages: stairwell doctor says how.
running-role = Stairwell runs as { $role }. Ctrl+C ends it.
import-left = Not imported; nothing was changed.
admin-code =
    { $name } is a coordinator now. Have them send to the bot within 24 hours: /start { $code }
    The code is good once; give it to nobody else.
