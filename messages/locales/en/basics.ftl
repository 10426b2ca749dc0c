reply-with = {" "}Reply{" "}

guest-hello =
    Hello! This is Stairwell, your community's volunteer service.
    I do not know you yet. Open the joining link the community gave you, or send me your code, for example: join ABCD234567
    No code? Please ask your unit head or the community office.
    .short = Hello, this is Stairwell. Send "join" and your code, e.g. join ABCD234567. No code? Ask your unit head.
welcome-back = Hello { $name }! Send "help" to see what you can do.
    .short = Hello { $name }! Send help to see what you can do.

ask-again = I could not read “{ $said }” for sure, and I will not guess. Please choose again.
    .short = I could not read "{ $said }" and will not guess.
not-understood = I did not understand “{ $said }”. Send "help" to see what you can do.
    .short = I did not understand "{ $said }". Send help to see what you can do.
language-set = All right, English from now on.
name-set = Noted. Hello { $name }!
name-by-office = Your name comes from the community's roster. If it is wrong, please tell the office and it will be corrected.
    .short = Your name comes from the roster. If it is wrong, tell the office.
who =
    Name: { $name }
    Roles: { $roles }
    Looks after: { $posts }
    { $consent }
    .short = { $name }, { $roles }, { $posts }.
consent-given = You agreed to receive messages. Send "stop" at any time to end that.
consent-missing = You have not agreed to receive messages yet.
stopped = You are unsubscribed: nothing more is sent to you. Send "resume" to come back.
resumed = Welcome back! You will hear from us again. Send "stop" to end that.
cancelled = All right, cancelled. Nothing has happened.
nothing-to-cancel = There is nothing to cancel.
you-are-welcome = You are welcome. Thank you for what you do for your neighbours!

role-resident = resident
role-volunteer = volunteer
role-unit-head = unit head
role-building-head = building head
role-grid-head = grid head
role-reviewer = branch reviewer
role-coordinator = coordinator
role-partner = partner organisation

choice-cancel = Cancel
choice-undo = Undo

error-unknown = Sorry, that did not work and nothing was changed. Please try again; if it still fails, tell the office.
error-broken = Sorry, I could not handle that message. It is kept and somebody will look at it. Please try other words.
    .short = Sorry, I could not handle that message. It is kept. Please try other words.
error-not-found = Not found. Please check and send it again.
error-grid-not-found = There is no grid “{ $what }”. Write its code or full name as in the roster, for example: HT0101
error-person-not-found = Nobody called “{ $what }” was found. Check the name or number; a newcomer must be in the roster first.
error-entry-not-found = There is no entry { $what }. The numbers stand at the start of each line of "points" (#). Please check it.
error-no-community = There are no grids yet. Import the roster first (stairwell import roster.xlsx), then try again.
error-not-allowed = That is not among your duties. Send "help" to see what you can do.
error-settings = The settings are wrong. Please tell the administrator.
error-another-poller = Another process is receiving this bot's messages with the same token, so this one has ended. Stop the other one first, then start again.
error-database-away = The database does not answer, so this process has ended; no message is lost. Check STAIRWELL_DATABASE_URL and the database server, then start again. Reason: { $why }
error-old-button = This button has expired. For the inspection send "checkin" to open it again, for anything else "help".
error-role-level = That role does not fit a grid of that level. Please check the grid's code and the role.
error-year-not-published = The workday calendar of { $year } is not published yet, so no date can be set. Please enter it once it is.
error-period = “{ $said }” is no period. Please write 2026-11, 2026-Q4 or 2026.
error-language = I speak Chinese and English. Send: language zh or language en
error-name = Write your name after "name", { $most } characters at most, for example: name Zhang San

sent-again = (Sent again) { $text }
