announce-awaiting =
    That is a message to many (people: { $recipients }), so another coordinator must agree before it is sent.
    Asked: { $names }. I will tell you when somebody agrees; it leaves two minutes later. To take it back, press "Call off" or answer 0.
    .short = People: { $recipients }, so another coordinator must agree. Asked: { $names }.
error-no-second =
    This would go to { $recipients } people. Above { $most }, another coordinator must agree, and there is none a message can reach.
    Please have the administrator run stairwell admin add "NAME" on the server and let that colleague join with the code; then press "Send" again. Nothing was sent.
    .short = Above { $most } people another coordinator must agree; there is none. The administrator runs: stairwell admin add NAME
error-own-broadcast = Another coordinator has to agree to your own message.
error-already-leaving = It is on its way already: { $sent } of { $count } have left and cannot be called back. If something was wrong, you can send a correction.
choice-call-off = ↩️ Call off
    .short = call off
called-off = Called off. Not one message was sent.
called-off-partly = Called off what had not left: { $stopped }. Just before that, { $sent } left and cannot be called back.
announce-lapsed-note = Nobody agreed to message { $number } for a day, so it has lapsed and was not sent. Please send it anew if needed.
    .short = Nobody agreed to message { $number } in a day; it was not sent.

second-ask =
    { $author } wants to send a message to many; it leaves only if you look at it and agree.
    To: { $audience }; people: { $recipients }
    { $lines }
    ————
    { $text }
    .short = { $author } to { $audience }; people: { $recipients }, SMS: { $total }, { $currency } { $cost }. Agree?
choice-second-yes = ✅ Agree
    .short = agree
choice-second-no = ❌ Do not agree
    .short = no
second-agreed = Thank you for looking at it. { $when }; people: { $recipients }. If you change your mind, press "Call off" or answer 0.
    .short = Thank you. { $when }; people: { $recipients }.
second-agreed-note = { $name } agreed to message { $number }. { $when }; people: { $recipients }. To call it off, press the button or answer 0.
    .short = { $name } agreed to message { $number }. { $when }; people: { $recipients }.
second-refused = All right, it is not sent. { $author } is told.
second-refused-note = { $name } looked at message { $number } and would rather not send it, so it was not sent. Please talk it over with { $name } first.
    .short = { $name } would rather not send message { $number }; it was not sent.
consent-sample-name = Zhang San
consent-sample-grid = Building 3 Unit 1

knock-ask =
    The community's messages did not reach some of your neighbours (people: { $count }). When you have a moment, would you knock on their door and ask them to contact the office?
    { $lines }
    All told? Answer 1. None of them there? Answer 2. Only some: add the name, for example: 1 { $example }. Thank you!
    .short = Neighbours not reached: { $count } ({ $names }). Please knock and tell them to contact us. Thank you!
knock-ask-alert =
    Urgent: an alert did not reach some of your neighbours (people: { $count }). Please knock soon, see that they are well, and ask them to contact the office:
    { $lines }
    All told? Answer 1. None of them there? Answer 2. Only some: add the name, for example: 1 { $example }. Please take care of yourself. Thank you!
    .short = Urgent: an alert missed { $count } neighbours: { $names }. Please knock soon. Thank you!
knock-door = · { $name } ({ $place }): { $about }
knock-more = · and { $more } more
knock-about-broadcast = a community notice
knock-about-duty = stairwell work
knock-about-answer = wrote by SMS but cannot get an answer (texting START brings it back)
knock-about-consent = the question for consent
knock-about-other = a message of the community
choice-knock-told = ✅ Told
    .short = told
choice-knock-missed = 🚪 Not there
    .short = not there
knock-thanks = Noted; people told: { $count }. Thank you for going!
knock-passed = Noted; people not found: { $count }. The office will take it from here. Thank you!
knock-noted = Noted: { $count }. Thank you! Still open: { $names }.
    .short = Noted: { $count }. Still open: { $names }.
knock-again = I could not read that for sure. Please answer 1 (all told), 2 (none of them there), or add a name, for example: 1 { $example }
    .short = I could not read that for sure. Please answer again, with a name if need be: 1 { $example }
knock-over = Somebody has seen to these already, or they stand in a newer message. Thank you!

usage-delivery = Please give the message's number, for example: delivery 3. "delivery" alone lists the numbers, "delivery latest" shows the newest.
delivery-none = No message to many has been sent yet.
delivery-list =
    The newest messages to many:
    { $lines }
    For details add the number, for example: delivery { $example }
    .short = For details add a number, for example: delivery { $example }
delivery-line-gone = { $number } · { $day } · { $what } (people: { $recipients })
delivery-line-soon = { $number } · { $day } · { $what } (people: { $recipients }; has not left yet)
delivery-line-awaiting = { $number } · { $day } · { $what } (people: { $recipients }; another coordinator must agree)
delivery-line-cancelled = { $number } · { $day } · { $what } (called off)
delivery =
    Message { $number }, { $day }, to { $audience }
    “{ $what }”
    { $lines }
    .short = Message { $number }: { $lines }
delivery-state-gone = People it can reach: { $recipients }
delivery-state-soon = People it can reach: { $recipients }; it leaves on { $until_day } at { $time } and can be called off until then
delivery-state-awaiting = People it can reach: { $recipients }; another coordinator must agree
delivery-state-cancelled = Called off
delivery-consent = SMS asking for consent
delivery-sent = Sent: { $count } (known to be delivered: { $delivered })
delivery-waiting = Waiting to leave: { $count }
delivery-uncertain = May or may not have arrived: { $count } (send "uncertain" to settle them)
delivery-expired = Too late to send: { $count }
delivery-cancelled = Called off: { $count }
delivery-failed = Not reached: { $count } ({ $reasons })
delivery-reason = { $why }: { $count }
delivery-knocking = Asked to knock: { $count } ({ $names })
delivery-knocker = { $name }: { $count }
delivery-more-knockers = others: { $count }
delivery-told = Told in person: { $count }
delivery-nobody = Nobody could knock, or they were not found: { $count }; please follow up
delivery-unplanned = No knock: { $count } (have not agreed, unsubscribed, or still being arranged)
delivery-why-no-consent = have not agreed
delivery-why-no-address = no address
delivery-why-stopped = unsubscribed
delivery-why-unreachable = address no longer works
delivery-why-blocked = blocked by them
delivery-why-gone = account closed
delivery-why-number = wrong number
delivery-why-off = phone off or no signal
delivery-why-filtered = stopped by the carrier
delivery-why-not-started = have not opened the bot
delivery-why-other = failed on the way

uncertain =
    Nobody can be sure that these arrived (messages: { $count }); they are not sent again by themselves:
    { $lines }
    Answer with numbers (several at once: 1 3), and I will ask whether to send those again.
    .short = { $count } may not have arrived, e.g. { $short }. Answer with a number.
uncertain-line = { $number } { $name }: { $about }, { $day } { $time }
uncertain-none = No message is in doubt.
uncertain-ask = Number { $numbers }: send again, or leave it? (Sent again, it may arrive twice.)
    .short = Number { $numbers }: send again? It may arrive twice.
uncertain-again = Please answer with numbers of the list, for example: 1 3. To see the list again, send "uncertain".
uncertain-resent = All right; sent again: { $count }.
uncertain-left = All right; left as they are and listed no more: { $count }.
uncertain-gone = These were settled already; nothing was done twice.
choice-resend = 🔁 Send again
    .short = send again
choice-leave-it = Leave it
    .short = leave it

