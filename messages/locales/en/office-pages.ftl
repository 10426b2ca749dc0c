# Signing in, and the frame of the office's pages

page-office-title = Stairwell office
page-office-menu = Menu
page-office-skip = Skip to the page
page-office-out = Sign out
page-office-home = Start
page-office-waiting = Waiting for you
page-office-quiet = Nothing is waiting now.
page-office-open = Open
page-office-for-all = For everybody
page-office-answer = What happened
page-office-own-words = or in your own words
page-office-answer-send = Answer
page-office-find = Find
page-office-empty = Nothing is recorded.
page-office-pages = Pages
page-office-before = Back
page-office-after = Next
page-office-page = Page { $page }
page-office-nothing = There is no page here
page-office-nothing-about = There is no such page, or it lies outside the grids you look after.
page-form-strange = This form did not come from the page you are signed in on, so nothing was done. Please press again on the page below.
page-form-empty = Nothing was written. Please fill it in and press again.
page-form-twice = This was done already, and was not done again.

page-menu-now = Now
page-menu-people = People and grids
page-menu-words = Messages
page-menu-records = Points and reviews
page-menu-set = Settings

page-app-button = Pages
page-in-title = Sign in to the Stairwell office
page-in-lead = Press the button and you are in. This link works once; please do not pass it on.
page-in-go = Sign in
page-in-how = Send “page” to the bot in Telegram: it gives you a link to sign in, once, within ten minutes.
page-in-bot = Open the bot

sign-in-link = Open this to sign in (good for { $minutes } minutes, once; please do not pass it on):
    { $link }
    .short = The pages are opened from Telegram: send "page" to the bot there. By SMS all goes on as it did.
sign-in-link-here = Open this to sign in (good for { $minutes } minutes, once):
    { $link }
    No public address is set, so this one opens on the machine that runs Stairwell only.
    .short = The pages are opened from Telegram: send "page" to the bot there. By SMS all goes on as it did.
sign-in-ended = Signed out on { $count } browsers. Send “page” to sign in again.
sign-in-ended-none = No browser is signed in. Send “page” to sign in.
error-sign-in-over = This sign-in link was used or is too old. Please send “page” to the bot in Telegram once more.
