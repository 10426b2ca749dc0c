# The office's pages: what waits, messages to many, imports

page-queues-all = All
page-queues-number = Number
page-queues-grid = Grid
page-queues-grid-said = Grid (code or name)
page-queues-category = Category
page-queues-state = State
page-queues-owner = Who sees to it
page-queues-due = Due
page-queues-due-late = { $day } (overdue)
page-queues-late-mark = { $due } (overdue)
page-queues-level = Level that owns it
page-queues-reporter = Reported by
page-queues-when = When
page-queues-who = Who
page-queues-act = What
page-queues-text = Words
page-queues-history = What happened
page-queues-history-none = Nobody has done anything about it yet.
page-queues-do = What you can do
page-queues-words = What was reported
page-queues-no-words = No words came with it.
page-queues-photos = There are { $count } photos; look at them in chat: send "cases { $number }".

page-queues-cases = Findings and cases
page-queues-cases-work = At work
page-queues-cases-late = Overdue
page-queues-cases-asked = To be confirmed
page-queues-cases-over = Over
page-queues-cases-all = All
page-queues-cases-none = There are no cases here. Try another state or category.
page-queues-cases-how = A number leads to the case and what can be done. To report something new, send "report" and a sentence in chat.
page-queues-case = Case { $number }: { $category }
page-queues-stands-for = Merged into
page-queues-merged = Merged into this one
page-queues-take = I see to it
page-queues-progress = Note progress
page-queues-progress-hint = Where it stands (who reported it will hear)
page-queues-solve = Solved
page-queues-solve-hint = How it was solved (who reported it will be asked)
page-queues-hand-up = Hand up
page-queues-hand-up-hint = Why it goes to the level above
page-queues-merge = Merge
page-queues-merge-hint = Which number is the same thing
page-queues-did-taken = took it
page-queues-did-progress = progress
page-queues-did-passed = handed it up
page-queues-did-solved = solved
page-queues-did-reopened = not solved after all
page-queues-did-confirmed = confirmed
page-queues-did-checked = looked: solved
page-queues-did-merged = merged into

page-queues-asked = Asked of me
page-queues-asked-how = What you have not answered yet, as it came in chat. An answer counts wherever you give it.
page-queues-asked-none = No question waits for your answer.
page-queues-until = answer until { $time }
page-queues-by = by { $name }
page-queues-decide = Look and decide
page-queues-take-back = Look, or take it back

page-queues-applications = Applications
page-queues-applications-none = No application waits for you.
page-queues-applications-how = A number leads to the application. Of private ones the list says neither who nor what; looking at one is noted.
page-queues-application = Application { $number }: { $name }
page-queues-application-do = Do this step
page-queues-procedure = Procedure
page-queues-private = (shown when opened)
page-queues-step = Step
page-queues-step-of = step { $place } of { $count }
page-queues-steps = Steps
page-queues-step-now = now
page-queues-step-done = done
page-queues-person = Name
page-queues-application-done = done
page-queues-application-asked = asked for more
page-queues-application-refused = turned down
page-queues-application-withdrawn = withdrawn by the applicant

page-queues-nominations = Nominations to review
page-queues-nominations-none = No nomination waits for your review.
page-queues-review = Read the story and review it

page-queues-approvals = For a second person
page-queues-approvals-how = These take two people of the office: one proposes, another agrees. Nobody agrees to their own.
page-queues-proposals = Proposals
page-queues-sends = Messages to be sent
page-queues-recipients-of = { $count } people
page-queues-unreachable-of = { $count } cannot be reached

page-queues-wishes = Micro-wishes
page-queues-wishes-to-read = Wishes for you to read
page-queues-wishes-under-way = Wishes under way
page-queues-wishes-none = There is no such wish now.
page-queues-wishes-how = It is not said here whose wish it is. Before it is published, only whose turn it is reads the words.
page-queues-wish = Wish
page-queues-wish-read = Read it: publish, reword or return
page-queues-wish-asking = to be confirmed by whoever wishes
page-queues-wish-submitted = to be read
page-queues-wish-returned = returned to be reworded
page-queues-wish-published = waits for somebody
page-queues-wish-claimed = claimed
page-queues-wish-fulfilled = said to be done, to be confirmed
page-queues-wish-expired = nobody claimed it in time
page-queues-claimer = Claimed by
page-queues-until-when = Until

page-queues-care = Care check-ins
page-queues-care-none = Nobody in your grids has a check-in yet.
page-queues-care-not-emergency = The check-in is no emergency service. In an emergency call 120, 110 or 119.
page-queues-care-asked = Whom you are asked to see or follow up, you answer for here:
page-queues-care-arrange = Arrange it for a neighbour
page-queues-care-hint = Who and when, for example: 王伯 daily 9 (they are asked first)
page-queues-when-asked = Asked when

page-queues-knocks = Doors to knock at
page-queues-knocks-none = Nobody has to be told at their door.
page-queues-knocks-mine = You are asked to tell { $count } people.
page-queues-knocks-answer = Answer: told, or not found
page-queues-place = Place
page-queues-about = What about
page-queues-knocker = Who is asked
page-queues-since = Since
page-queues-you = you
page-queues-nobody = nobody yet
page-queues-not-asked-yet = not asked yet

page-queues-checks = Spot checks and photos
page-queues-checks-how = Neither changes points. To correct points takes a reversal, and two people.
page-queues-spots = What random checks found
page-queues-spots-none = No spot check has a result yet.
page-queues-photos-alike = Photos that look like earlier ones
page-queues-photos-none = No photo looks like an earlier one.
page-queues-period = Period
page-queues-checker = Who looked
page-queues-result = Result
page-queues-like = Looks like one of
page-queues-said = What the sender says
page-queues-spot-true = as reported
page-queues-spot-otherwise = otherwise than reported
page-queues-spot-unseen = could not look
page-queues-spot-lapsed = not looked at in time
page-queues-photo-open = nothing yet
page-queues-photo-new = it is a new one
page-queues-photo-mistaken = sent by mistake

page-queues-broadcasts = Messages to many
page-queues-broadcast = Message { $number }
page-queues-write = Write one
page-queues-write-how = A preview shows words, recipients and cost before anything is sent. Above 50 people another coordinator has to agree.
page-queues-write-hint = To whom: words; for example: unit heads HT03: no water tomorrow morning
page-queues-preview = Preview
page-queues-sent-so-far = So far
page-queues-audience = To whom
page-queues-recipients = People
page-queues-author = Written by
page-queues-second = Agreed to by
page-queues-leaves = Leaves
page-queues-broadcast-gone = sent
page-queues-broadcast-soon = about to leave, can be called off
page-queues-broadcast-awaiting = waits for another coordinator
page-queues-broadcast-cancelled = called off
page-queues-call-off = Call it off
page-queues-fate = What became of it
page-queues-through = { $count } of { $total } handled
page-queues-running = It is leaving; this page looks again every few seconds.
page-queues-count = People
page-queues-more = Detail
page-queues-fate-waiting = waiting to be sent
page-queues-fate-sent = sent, no receipt yet
page-queues-fate-delivered = delivered
page-queues-fate-uncertain = may or may not have arrived
page-queues-fate-expired = past its time, not sent
page-queues-fate-cancelled = called off, not sent
page-queues-fate-failed = not delivered
page-queues-fate-knocking = somebody is asked to knock
page-queues-fate-told = told in person
page-queues-fate-nobody = nobody could go
page-queues-fate-unplanned = not knocked for (or not yet)
page-queues-budget = SMS budget
page-queues-rules = Rules of sending
page-queues-stop = Stop all sending
page-queues-stop-how = Nothing but answers leaves until it is resumed.
page-queues-stop-why = Why
page-queues-stopped = Sending is stopped since { $time }, by { $name }.
page-queues-resume = Resume sending

page-queues-groups = Group robots
page-queues-groups-none = No grid has a group yet.
page-queues-groups-count = Groups
page-queues-code = Code
page-queues-groups-add = Connect or remove
page-queues-groups-how = A grid's code and the robot's address connect it, for example: B3 https://qyapi…; "B3 remove" takes it away.
page-queues-groups-hint = Grid and address
page-queues-groups-go = Do it

page-queues-uncertain = Messages in doubt
page-queues-uncertain-how = They may or may not have arrived. Sent again, one may arrive twice; left, it stays as it is.
page-queues-resend = Send again
page-queues-leave = Leave it

page-queues-letters = Letters that could not be handled
page-queues-letters-how = What the program could not handle; whoever wrote it knows. The words are not shown here: what somebody wrote is not for others to read. Put back, it is tried once more and its writer gets an answer.
page-queues-letters-somebody = nobody known
page-queues-letters-back = Put back and try again
page-queues-letters-settle = Leave it, list it no more
page-queues-letters-gone = its words are not kept, so it cannot be put back

letters-none = There are no letters that could not be handled.
letters =
    Letters that could not be handled: { $count }
    { $lines }
    To try one again, send "letters retry number"; to leave it, "letters settle number".
letters-line = { $number } { $name }, { $way }, { $day } { $time }
letters-line-unknown = { $number } nobody known, { $way }, { $day } { $time }
letter-back = All right: put back, it is tried again at once.
letter-settled = All right: listed no more, and its words are forgotten.
error-letters-community-only = Letters that could not be handled are for coordinators of the whole community.
proposals-none = No proposal waits for a second person.
proposals =
    Proposals that wait for a second person: { $count }
    { $lines }
    Send "proposals { $example }" to look at one and decide.
proposals-line = { $number } { $name }: { $what }
proposal-own = Yours: { $what }. Another has to agree; you can take it back.
pending-none = No message waits for a second person.
pending =
    Messages that wait for a second person: { $count }
    { $lines }
    Send "pending { $example }" to look at one and decide.
pending-line = { $number } { $name } → { $audience }
knocks-none = Nobody waits for you to knock. Thank you!

page-queues-import = Import sheets
page-queues-import-how = The roster, the workday calendar, texts and registers come in here, just as when a file is sent to the bot in chat: it is checked first, you see the result, and nothing changes before you confirm.
page-queues-import-file = Choose an .xlsx or .csv file ({ $most } MB at most)
page-queues-import-send = Upload and check
page-queues-import-example = A roster has the sheets 网格 (grids) and 人员 (people); a workday calendar the columns date, workday or holiday, name.
page-queues-import-people = Download the people as they are now
page-queues-import-empty = No file came. Please choose one and upload it again.
page-queues-import-would = "{ $file }" is checked; confirmed, it would change this
page-queues-import-rows = Row by row
page-queues-import-files = Latest files
page-queues-import-none = No file has been sent yet.
page-queues-import-checking = It is being checked; this page looks again every few seconds.
page-queues-import-received = being checked
page-queues-import-ready = waits for your yes
page-queues-import-unconfirmed = not confirmed, nothing changed
page-queues-import-applied = imported
page-queues-import-failed = could not be imported
page-queues-import-cancelled = nothing changed
page-queues-file = File
page-queues-row = The row
page-queues-row-kind = Result
page-queues-row-error = wrong, left out
page-queues-row-question = please check
page-queues-row-note = note
page-queues-row-replace = replaces somebody
page-queues-row-update = changed
page-queues-row-appoint = appointed
page-queues-row-create = new
