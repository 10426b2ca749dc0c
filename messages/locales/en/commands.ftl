migrated = The database is up to date.
import-no-file = There is no file { $file }. Check its name and folder.
import-confirm = Import this? Type y to confirm, anything else to leave it:{" "}
admin-code =
    { $name } is a coordinator now. Have them send to the bot within 24 hours: /start { $code }
    The code is good once; give it to nobody else.
