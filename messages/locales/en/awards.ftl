awards =
    Awards { $year }: { $state }
    { $lines }
    How it is computed: send “awardrules”; what was excused or not possible does not count. Every line can be computed again from the records; checksum { $digest }.
    .short = Awards { $year } ({ $state_short }): { $counts }. { $mine }
awards-so-far =
    Awards { $year }: not closed yet. How it stands so far; it changes with every record:
    { $lines }
    .short = Awards { $year }: not closed yet. Qualified so far: { $counts }.
awards-none = There is nothing to award for { $year } yet. The list is published here when the year has closed.
    .short = Nothing to award for { $year } yet. The list comes when the year has closed.
award-state-provisional = provisional list, to be posted once it is checked
    .short = provisional
award-state-posted = posted until { $day }. If you disagree, send “objection” and what you have to say
    .short = until { $day }; disagree? send: objection …
award-state-closed = final list
    .short = final
award-heading = ■ { $name } ({ $count })
    .short = { $name } { $count }
award-area = { $name }:
award-line = { $place }. { $who } { $score }%
award-more = … and { $count } more
award-nobody = nobody meets the conditions yet
award-mine = Congratulations, you are on the list!
award-objections = { $count } objections, { $answered } of them answered.
awards-provisional =
    All inspections of { $year } are closed, and the provisional award list is ready.
    Send “awards { $year }” to see it, and “posting { $year }” once it is checked; it is computed from the records and the rules, and anybody can check it.
    Please keep this message: the ledger's head at this moment is { $head }.
    .short = The provisional awards of { $year } are ready. Send “awards { $year }”.
award-notice =
    Congratulations! You are on the provisional award list of { $year }, which will be posted in public in two days.
    It will show your name and your stairwell, or, if you prefer, the stairwell only.
    .short = You are on the award list of { $year }, to be posted with your name.
choice-award-named = ✅ With my name
    .short = fine
choice-award-unnamed = Without my name
    .short = no name
award-named-noted = All right, the list of { $year } shows your name. To change that send “awards unnamed”.
award-unnamed-noted = All right, the list of { $year } shows your stairwell only. To change that send “awards named”.
awards-posted =
    The award list of { $year } is posted until { $day } (checksum { $digest }). { $page }
    Until then anybody may object. When all objections are answered, send “awards close { $year }”.
    .short = The award list of { $year } is posted until { $day }.
awards-posted-news = { $name } has posted the award list of { $year } until { $day } (checksum { $digest }). You will hear of objections; please answer them soon.
awards-same = Computed again from the records, the list of { $year } is the same (checksum { $digest }).
awards-remade =
    The list of { $year } was computed again from the records as they are, checksum { $digest }. What changed:
    { $lines }
    It is provisional again; when it is checked, send “posting { $year }”.
award-gained = + { $award }: { $who }
award-lost = − { $award }: { $who }
award-only-figures = The winners are the same, only figures changed.
award-close-proposal = the award list of { $year } is final and never changes again (checksum { $digest })
awards-closed = The award list of { $year } is final. Checksum { $digest }, the ledger's head at this moment { $head }. Please keep this message: anybody can check the list by it.
award-won =
    The awards of { $year } are decided: you are “{ $award }”. Thank you for what you did for your neighbours!
    The community will hand you the certificate.
    .short = You are “{ $award }” of { $year }. Thank you! The community has your certificate.
award-won-grid = The awards of { $year } are decided: your grid is “{ $award }”. Please tell everybody, and thank you!
    .short = Your grid is “{ $award }” of { $year }. Thank you all!
awards-window-over = The posting of the award list of { $year } is over; { $count } objections still wait for an answer or for the objector. When there are none, send “awards close { $year }”.

usage-objection = If you disagree with the list of { $year }, send “objection” and what you have to say, for example: objection unit 3 was inspected just as well. Only the office sees who objects.
    .short = Please send: objection and what you have to say
objection-made = Noted as number { $number }. The office will answer you; only they know that it was you.
    .short = Noted, number { $number }. You will get an answer.
objection-news =
    { $name } objects to the award list of { $year } (number { $number }): { $text }
    Please check the records, then send “answer { $number } …”. If a record is wrong, correct it first, then send “awards recompute”.
objection-insisted-news =
    { $name } does not accept the answer of { $by } to objection { $number }.
    Objection: { $text }
    Answer: { $answer }
    Another colleague is asked to check and to send “answer { $number } …”.
usage-answer = Please write: answer NUMBER WORDS, for example: answer 3 We checked, the records are right. “objections” lists them.
objection-answered = Your answer to objection { $number } goes to { $name }.
objection-answer = The office answers your objection { $number }: { $answer }
    .short = Your objection: “{ $answer }”.
objection-answer-last = Somebody else of the office has looked at your objection { $number }: { $answer }
    .short = Checked again: “{ $answer }”.
choice-objection-accept = ✅ Accept
    .short = accept
choice-objection-insist = I do not accept it
    .short = no
objection-accepted = Thank you, objection { $number } is settled.
objection-insisted = All right, somebody else of the office will look at objection { $number } and answer you.
objections =
    Objections
    { $lines }
    To answer send “answer NUMBER WORDS”.
objections-none = There are no objections.
objection-line-open = { $number } waits, { $name }: { $text }
objection-line-insisted = { $number } not content with the answer of { $by }, needs another colleague. { $name }: { $text }
objection-line = { $number } answered, { $name }: { $text } → { $answer }
error-no-posting = No award list is posted at the moment. When one is, it says until when you may object.
error-objections-many = You have made { $most } objections already; please wait for the answers.
error-own-objection = It is your own objection; a colleague has to answer it.
error-another-must-answer = The answer that was not accepted is yours; another colleague has to check and answer.
error-objection-settled = This objection is answered already, or the list is final.
error-too-long = That is too long; please use at most { $most } characters, so that nothing is lost.
error-awards-not-made = The list of { $year } is not made yet. It is made when everything of the year is closed, and you will be told.
error-awards-closed = The list of { $year } is final and does not change any more.
error-awards-posted = The list is posted already, until { $date }.
error-awards-not-posted = The list of { $year } is not posted yet; please send “posting { $year }” first.
error-awards-notice = Those on the list were told just now and need time to say whether they want to be named. It can be posted from { $date } on.
error-awards-changed = The records have changed, so the list of { $year } is to be computed again. Please send “awards recompute { $year }”, look at what changed, and post it.
error-awards-window = The posting runs until { $date }; after that the list can be closed.
error-awards-objections = { $count } objections are not settled (no answer, or one so new that the objector may still insist). Send “objections” to see them.
error-awards-community-only = There is one award list for the whole community, so it takes a coordinator of all of it.
error-award-unknown =
    There is no award called “{ $said }”. There are:
    { $lines }
error-award-rule = That cannot be: { $why }
error-award-year-made = The list of { $year } is made, so its rules stand. Those of later years can be changed: add the year.

award-rules =
    Award rules { $version }
    { $lines }
    Each part is what was kept ÷ what there was to keep; the score is their weighted mean. A part without records falls out. What was excused or not possible does not count. Ties: inspections on time, volunteer hours, grid code.
    .short = Awards { $version }: { $names }. Kept ÷ to keep; excused does not count.
award-rule = ■ { $name } (to a { $rated }): { $parts }. Conditions: { $least }. How many: { $quota }
award-weight = { $part } { $weight }
award-rated-person = person
award-level-station = station
award-part-inspections = inspections
award-part-work = other duties
award-part-own = duties of the grid itself
award-part-review = review
award-part-appraisal = appraisal
award-part-hours = volunteer hours
award-part-events = events attended
award-min-issued = at least { $count } inspections asked
award-min-months = at least { $count } months served
award-min-events = at least { $count } events
award-min-percent = a score of { $count }%
award-min-rated-percent = { $count }% of the stairwells rated
award-quota-level = in each { $level }
award-quota-everywhere = in the whole community
award-quota-percent = { $count }% of those rated
award-quota-at-least = at least { $count }
award-quota-at-most = at most { $count }
award-change-stop = is not given any more
award-rules-proposal = from { $year } on the award rules say: { $name } { $what }
usage-award-rules =
    Please write what shall change, for example:
    awardrules { $name } quota 15% min 1 max 8
    awardrules { $name } weight review 30 appraisal 10
    awardrules { $name } condition score 80 months 3
    awardrules { $name } stop
    A year may follow, for example: from 2027. A second colleague must agree.
usage-award-new = Please write: awardrules new NAME WHAT WEIGHTS quota, for example: awardrules new Fine_Building building inspections 70 review 30 quota 10% min 1. WHAT is person, unit, building, grid or station.
award-wrong-weight = weights are 1 to 100, and there must be one.
award-wrong-part = hours and events are for people only, duties of the grid itself for grids only.
award-wrong-level = what is rated, or where the quota counts, does not fit.
award-wrong-quota = a quota is a percentage or a number, and the most is not below the least.
award-wrong-least = a number of the conditions does not fit.
award-wrong-many = there are too many awards, or one of that name.
award-wrong-last = one award must stay.
award-wrong-year = rules can be changed for last year (while its list is not made), this year and the next five.

page-awards-title = Award list { $year }
page-awards-provisional = The award list of { $year } is being checked and will be posted here.
page-awards-none = There is no award list now. At the end of the year, when inspections, reviews and the appraisal are over, it is posted here, and everybody may object.
page-awards-posted = Posted from { $planned } to { $day }. If you disagree, send the community “objection” and what you have to say, by SMS or chat; only the office knows who objects.
page-awards-closed = The posting is over; this is the final list, closed on { $day }.
page-awards-objections = { $count } objections, { $answered } of them answered.
page-awards-check = Checksum { $digest }. The list is computed from public rules and all records; anybody may ask for it to be computed again.
page-awards-rules = How it is computed
page-awards-link = See the award list of { $year }
error-awards-wait = A review or the appraisal of { $year } is not over yet, and it counts. Please close the list afterwards.
