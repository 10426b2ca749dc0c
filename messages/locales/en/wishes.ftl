usage-wish-for = Please write a name and the wish, for example: wish for Li Xiulan: a magnifying glass
usage-wish-number =
    Which one? Please write its number, for example: wish done 12
    { $lines }
    .short = Which one? Write its number, e.g.: wish done 12
usage-wish-withdraw =
    Which one do you withdraw? Please write its number, for example: wish withdraw 12
    { $lines }
    .short = Which one? Write its number, e.g.: wish withdraw 12

# --- the list ---
wishes =
    Wishes of neighbours (without name or address):
    { $lines }
    If it suits you, press or send a number to claim it.
    .short = Wishes: { $lines }. Send a number to claim.
wishes-mine =
    No wish waits to be claimed. Your own:
    { $lines }
    .short = None to claim. Yours: { $lines }
wishes-none = No wish waits to be claimed. You may say a small wish of yours, for example: wish a magnifying glass
    .short = None to claim. Say yours, e.g.: wish a magnifying glass
wish-line = { $number } { $wish }
    .short = { $number } { $brief }
wish-own = no. { $number } { $wish }
wish-own-line = · { $line }
    .short = { $line }
wish-own-state = no. { $number } "{ $wish }": { $state }
wish-state-asking = waits for the neighbour's word
wish-state-submitted = is being read
wish-state-submitted-mine = is being read
wish-state-returned = to be said anew, please
wish-state-published = waits for somebody
wish-state-claimed = claimed by a neighbour
wish-state-claimed-mine = yours; send "wish done" when it is
wish-state-fulfilled = done, says the neighbour
wish-state-fulfilled-mine = waits for the wisher's word
wish-state-expired = nobody came; it can be published again

# --- wishing ---
wish-made =
    Your wish is noted as number { $number }: { $words }
    Once the community has read it, it is published without your name or address.
    How may whoever claims it reach you? (By way of your head, if you do not say.)
    .short = Wish { $number } noted, no name given. How may the claimer reach you?
wish-attested =
    Thank you! Once the community has read it (number { $number }), it is published without your name or address.
    How may whoever claims it reach you? (By way of your head, if you do not say.)
    .short = Thank you, it is number { $number }. How may the claimer reach you?
choice-wish-phone = 📞 Tell them my name and phone
    .short = name+phone
choice-wish-name = 🚪 My name only, please come
    .short = name
choice-wish-head = 🤝 Neither, my head passes it on
    .short = head
choice-wish-withdraw = ↩️ Withdraw the wish
    .short = withdraw
wish-shared-phone = Noted: only whoever claims it learns your name and phone. I will tell you when somebody does.
    .short = Noted: only the claimer learns your name and phone.
wish-shared-name = Noted: only whoever claims it learns your name and stairwell. I will tell you when somebody does.
    .short = Noted: only the claimer learns your name and stairwell.
wish-shared-head = Noted: nobody learns that it is you; your head passes it on. I will tell you when somebody claims it.
    .short = Noted: nobody learns that it is you; your head passes it on.
wish-true-ask =
    Hello! { $by } told us a small wish of yours: { $brief }
    Is it yours? It is published without your name or address.
    .short = { $by } told us a wish of yours: { $brief }. No name is given.
choice-wish-true = ✅ Yes, it is
    .short = yes
choice-wish-untrue = No
    .short = no
wish-denied = All right, it is dropped and will not be published. Any wish is welcome at any time.
wish-refused-note = The wish you told us for a neighbour (no. { $number }) is dropped: they said not now. Thank you for thinking of them!
wish-lapsed-note = Wish no. { $number } has had no answer and is dropped. If it is still wanted, just say it again.
wish-for-asked = Thank you! Noted as no. { $number }. I am asking { $name }; after their yes the community reads it.
wish-for-made = Thank you! Noted as no. { $number }. It is published without a name; { $name } cannot be written to, so please pass it on when somebody claims it.
    .short = Noted as no. { $number }. When somebody claims it, please tell { $name }.
wish-words =
    The community says: { $reason }
    Please send it in new words: just what is wanted, or what somebody should do.
    .short = Please send it in new words: just what is wanted.
wish-reworded = Thank you. It keeps number { $number } and is published once it has been read.
wish-withdrawn = Withdrawn, and its words are deleted. Any wish is welcome at any time.
wish-over = Wish no. { $number } has gone on meanwhile; this step is not needed. Send "wishes" to see how it is.
wish-renewed = All right, wish no. { $number } is published again; I will tell you when somebody claims it.
wish-left = All right. Any wish is welcome at any time.
error-wishes-many = You have { $most } wishes under way. Say a new one when one is done or withdrawn; "wishes" shows them.
error-wish-theirs = This wish is theirs; to withdraw it they need to say so themselves.
error-wish-words = A wish has 2 to { $most } characters, for example: a magnifying glass
error-wish-over = This wish has gone on meanwhile. Send "wishes" to see how it is.

# --- to whoever wishes ---
wish-published-note =
    Your wish (no. { $number }) is published without your name: { $wish }
    I will tell you when somebody claims it. To take it back, send "wish withdraw".
    .short = Your wish "{ $brief }" is published without your name. To take it back: wish withdraw
wish-returned-note =
    Could you say the wish (no. { $number } “{ $brief }”) anew: { $reason }
    .short = Please say the wish "{ $brief }" anew: { $reason }.
choice-wish-rewrite = ✍️ Say it anew
    .short = anew
wish-claimed-phone = Good news: { $name } has claimed “{ $wish }” (no. { $number }) and will call you.
    .short = Good news: { $name } claimed "{ $brief }" and will call you.
wish-claimed-name = Good news: { $name } has claimed “{ $wish }” (no. { $number }) and will come to you.
    .short = Good news: { $name } claimed "{ $brief }" and will come to you.
wish-claimed-head = Good news: { $name } has claimed “{ $wish }” (no. { $number }); your head passes it on.
    .short = Good news: { $name } claimed "{ $brief }"; your head passes it on.
wish-open-again = Whoever claimed “{ $wish }” (no. { $number }) cannot come after all. We go on looking, do not worry.
    .short = "{ $brief }": the neighbour cannot come. We go on looking.
wish-done-ask =
    { $name } says that “{ $wish }” (no. { $number }) is done: { $note }
    Is it?
    .short = { $name } says "{ $brief }" is done. Is it?
choice-wish-fulfilled = ✅ It is done
    .short = done
choice-wish-not-yet = Not yet
    .short = not yet
wish-confirmed = Wonderful! I thank { $name } for you. If you would like to say a word to them, just send it.
wish-thanks-sent = Passed on: { $name } will read your words.
wish-not-yet = I see; I ask { $name } to have another look. Do not worry.
wish-said-before = Wish no. { $number } has been answered already. Thank you!
wish-expired-note = Nobody has come for your wish “{ $wish }” (no. { $number }) this time; we are sorry. Publish it once more?
    .short = Nobody came for "{ $brief }", sorry. Publish it once more?
choice-wish-renew = 🔁 Once more
    .short = once more
choice-wish-leave = No, thank you
    .short = no

# --- claiming ---
wish-offer =
    Neighbours have small wishes (without name or address):
    { $lines }
    If it suits you, press or send a number to claim it; if not, no answer is needed.
    .short = Wishes: { $lines }. If it suits you, send a number to claim.
wish-pick-first = Please send "wishes" first to see the list, then a number of it.
wish-pick-again = Please send one number only (1 to { $most }). "wishes" shows the list.
wish-claimed =
    Thank you! “{ $wish }” is yours (no. { $number }).
    { $contact }
    There is time until { $until_day }. Please keep whose it is to yourself.
    .short = Yours: { $wish }. { $contact }, by { $until_day }.
choice-wish-done = ✅ It is done
    .short = done
choice-wish-back = ↩️ I cannot, hand it back
    .short = hand back
wish-contact-phone = Reach: { $name }, { $grid }, phone { $phone }
wish-contact-phone-brief = { $name } { $phone } { $grid }
wish-contact-name = Please go and see { $name }, { $grid }
wish-contact-name-brief = see { $name }, { $grid }
wish-contact-head = Please ask { $name } ({ $phone }), who passes it on.
wish-contact-head-brief = ask { $name } { $phone }
wish-contact-helper = { $name } passes it on; I have told them.
wish-contact-helper-brief = { $name } passes it on
wish-contact-office = Please ask the community office, which passes it on.
wish-contact-office-brief = ask the office
wish-pass-on = { $name } has claimed the wish “{ $wish }” (no. { $number }) of { $whose }. Please pass on how and when it suits.
    .short = { $name } claimed "{ $brief }" of { $whose }. Please pass it on.
error-wish-taken = A neighbour was just quicker; thank you for the thought! "wishes" shows others.
error-wish-own = What you wish, or told us for somebody, has to be claimed by another neighbour.
error-wish-week = You have claimed { $most } wishes this week; please do those in hand first and claim again in some days. Thank you!
error-wish-claims = You have { $most } wishes in hand; claim the next when one is done. Thank you!
wish-how = How was no. { $number } done? Send a sentence or a photo.
wish-fulfilled = Thank you! No. { $number } is noted; I am asking, and when they say so your points are booked.
    .short = Thank you! No. { $number } is noted; I am asking them.
wish-handed-back = All right, no. { $number } is handed back and others can claim it. Thank you!
wish-claim-reminder = A reminder: wish no. { $number } “{ $wish }” should be done by { $until_day }. Is it?
    .short = Reminder: the wish "{ $brief }", by { $until_day }.
wish-claim-lapsed = The time for wish no. { $number } “{ $wish }” is over; another neighbour may see to it. Thank you for the thought!
    .short = The time for "{ $brief }" is over; others may see to it. Thank you!
wish-confirmed-note = Wish no. { $number } “{ $wish }” is done, they say, and thank you! { $points } points.
    .short = "{ $brief }" is done, they say, and thank you! { $points } points.
wish-thanks-note = Whoever wished no. { $number } says to you: { $words }
wish-not-yet-note = Wish no. { $number } “{ $wish }” is not quite done; please have another look and tell me when it is.
    .short = "{ $brief }" is not quite done; please look again.
wish-withdrawn-note = Wish no. { $number } is not wanted any more; there is nothing left to do. Thank you for the thought!

# --- in the wisher's place ---
wish-check-ask = No. { $number }: { $name } says that the wish “{ $wish }” of { $whose } is done, and they have not answered. Please ask them: is it?
    .short = { $name } says "{ $brief }" of { $whose } is done. Please ask:
wish-checked = Thank you! No. { $number } is noted as done.
wish-stuck-note = Nobody could say whether wish no. { $number } is done. Please ask, then send: wish confirm { $number } or wish notyet { $number }
    .short = Is wish no. { $number } done? Please ask, then send: wish confirm { $number }

# --- reading ---
wish-read-ask = { $count } small wishes wait for you to read them. Send "wish review".
wish-unread-note = { $count } small wishes have nobody to read them (they are the grid heads' or coordinators' own). Please ask a colleague in, or appoint a grid head.
    .short = { $count } wishes have nobody to read them; please appoint a grid head.
wish-read =
    Wish no. { $number } ({ $grid }), of { $count } that wait for you:
    { $words }
    { $lines }
    .short = Wish { $number }: { $words } { $lines }
wish-read-none = No wish waits for you. Thank you!
wish-read-fine = It is published in just these words; nobody should see whose it is.
wish-read-leave-out = Please reword it first, without: { $pieces }
wish-read-long = Please reword it first, in { $most } characters at most.
choice-wish-publish = ✅ Publish
    .short = publish
choice-wish-reword = ✍️ Reword
    .short = reword
choice-wish-return = ↩️ Return
    .short = return
choice-wish-next = Next
    .short = next
wish-wording-ask = Please send the words for no. { $number } ({ $most } characters at most; no name, address or hardship).
wish-reason-ask = Please send a kind word: what would help no. { $number }?
wish-published = Published: { $wish }. { $count } more wait for you.
wish-returned = Returned with your words. { $count } more wait for you.
error-wish-decided = Somebody else has read this wish, or it was changed or withdrawn. "wish review" shows the next.
error-wish-reveals = This would show whose it is or what burdens them; please leave out: { $pieces }. Press "Reword".
    .short = Please leave out: { $pieces }, then publish.
wish-progress =
    The wishes where you lead:
    { $lines }
wish-progress-none = No wish is under way where you lead.
wish-progress-asking = waiting for the neighbour's word: { $count }
wish-progress-submitted = to be read: { $count } (wish review)
wish-progress-returned = to be said anew: { $count }
wish-progress-published = waiting for somebody: { $count }
wish-progress-claimed = claimed: { $count }
wish-progress-fulfilled = done, not confirmed: { $count }
wish-progress-unconfirmed = unconfirmed for long: { $numbers }; ask, then send "wish confirm NUMBER" or "wish notyet NUMBER"

# --- the page ---
page-wishes-title = Small wishes
page-wishes-about = These wishes wait for a neighbour. No name, no address; only whoever claims one learns how to reach them.
page-wishes-none = No wish waits to be claimed.
page-wishes-near = { $count } more are being offered to the nearest neighbours first.
page-wishes-how = To claim one, send "wishes" to the bot, or tell your head.
page-wishes-figures = This year { $fulfilled } were fulfilled and { $claimed } claimed.
