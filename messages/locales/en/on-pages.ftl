# What is not done on a page but in the chat; and questions that were answered before
join-in-chat = A joining code registers a phone, which a page cannot do. Please send the code to the bot from that phone, by Telegram or SMS.
sign-in-in-chat = Pages give no sign-in link. Please send “page” to the bot in Telegram, and a new one comes.
resume-in-chat = This cannot be done on a page: none of your phones gets our messages now. Please text “resume” to us from your phone; if you once sent it STOP, send START.
question-answered = This question was answered already; nothing was noted again.
question-over = This question has expired, and what you wrote was not noted. Please open it again from the page.
