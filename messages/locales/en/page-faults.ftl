# What is said when a page goes wrong; the Mini App in Telegram's web client

page-fault-title = This page cannot be shown now
page-fault = Something went wrong on our side. It has been noted, and it is no fault of yours. Please try again a little later; if it still does not work, please tell the community's staff.
page-away-title = One moment, please
page-away = The records cannot be reached just now. Please try again in a minute or two. Whatever was done stays done; nothing is lost and nothing is done twice.
page-again = Try again
page-again-about = What you wrote and pressed is kept in this button: press it in a little while. It will not be done twice.
page-act-fault = This could not be done, and nothing was changed. What you wrote still stands where it was. Please try other words; if it still does not work, please tell whoever looks after the system.
page-act-away = The records cannot be reached just now, so this may not have been done. Please press “Try again” in a little while: what you wrote is kept, and it will not be done twice.

page-app-lead = Telegram has told us who you are. The office opens on a page of its own: press the button, then “Sign in” there. The button is good for ten minutes, once. If nothing opens, send “page” to the bot.
page-app-go = Open the office

page-in-over = You were signed out after a while without use. What you wrote was not sent; it stands below: please copy it, then send “page” to the bot to sign in again.
page-in-typed = What you wrote
