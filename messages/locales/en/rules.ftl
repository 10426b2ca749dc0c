point-rules =
    Point rules { $version }, in force from { $date }
    { $lines }
    To see where your own points come from, send "why".
rule-line = { $name }: { $points }
rule-line-most = { $name }: { $points }, counted at most { $most } times at once
rule-later = From { $date }, version { $version }:
why =
    Where your points of { $year } come from
    { $lines }
    { $sum } in all. For a single entry send "why" and its number, which "points" shows.
    .short = { $year }: { $sum } points: { $lines }
why-line = { $rule }: { $entries } entries, { $raw } × { $each } = { $points } (rules { $version })
    .short = { $rule } { $points }
why-entry =
    Entry { $entry }, { $day }, { $grid }
    { $rule }: { $raw } × { $each } = { $points }, by rules { $version } (in force from { $date })
    { $lines }
    .short = Entry { $entry }, { $day }: { $rule }, { $raw } × { $each } = { $points }, rules { $version }
why-report = It rests on: { $grid }, { $duty } of { $period }, done on { $day }, reported in time by { $name }
why-report-late = It rests on: { $grid }, { $duty } of { $period }, done on { $day }, reported late by { $name }
why-reverses = It takes entry { $entry } back.
why-reversed = Entry { $entry } took it back; it does not count any more.
why-reason = Reason: { $reason }
usage-rule-change =
    Please write: rulechange RULE POINTS from DATE, for example: rulechange Finding reported 3 from { $day }
    The rules are:
    { $lines }
rule-proposal = from { $date } "{ $rule }" gives { $points } instead of { $before }
usage-bonus = Please write: bonus NAME POINTS REASON, for example: bonus Zhang San 5 cleared snow for three elders. 1 to { $most } at once; a second colleague must agree.
bonus-proposal = { $points } points for { $name }, because: { $reason }
reversal-proposal = take back entry { $entry }: { $points } points of { $name }, because: { $reason }
bonus-note = The community gives you { $points } points: { $reason }. Thank you! Send "points" to see them.
    .short = { $points } points for you: { $reason }. Thank you!
proposal-ask =
    { $author } proposes: { $what }.
    It takes your agreement, too. Is it all right with you?
proposal-made = { $names } will be asked: { $what }. One yes is enough; without an answer it lapses after { $days } days. To take it back press the button or answer 0.
proposal-agreed = Done: { $what }. Your colleague who proposed it is told.
proposal-agreed-note = { $name } agreed, it is done: { $what }.
proposal-refused = All right, it is not done. { $author } is told.
proposal-refused-note = { $name } would rather not: { $what }. Please talk it over with { $name }.
proposal-withdrawn = Taken back: { $what }.
proposal-lapsed-note = Nobody decided on your proposal of { $day } within { $days } days; it has lapsed. Please propose it again if it is still wanted.
choice-agree = ✅ Agree
    .short = Agree
choice-take-back = ↩️ Take back
    .short = Take back
error-nobody-to-agree = This takes a second coordinator of the community, and there is none whom a message reaches. Please invite a colleague first, then propose it again.
error-own-proposal = It is your own proposal; somebody else has to agree.
error-already-proposed = The same is waiting for an answer already. Please wait for it, or take that one back first.
error-rule-unknown = There is no rule "{ $said }". Send "pointrules" to see them all.
error-rule-points = Points are a whole number from 0 to { $most }.
error-rule-too-soon = A new rule applies from { $date } at the earliest; points that are booked stay as they are.
error-rules-community-only = The rules are the same for everybody, so it takes a coordinator of the whole community to change them.
error-own-points = Nobody gives points to themselves. Please ask a colleague to propose it.
verify-head = The ledger has { $entries } entries, head { $head }
verify-ok = All of it fits when recomputed: the chain, raw × rule of every entry, totals, reports, reversals and award lists.
verify-head-fault = The last entry, { $at }, is not the head: entries were cut off or added.
verify-gap = Entries are missing before number { $at }.
verify-hash = Entry { $at } was changed.
verify-head-wrong = The published head { $head } does not fit: the ledger was cut or replaced.
verify-reversal = Reversal { $at } is not the opposite of its entry.
verify-total = The total of person { $at } is wrong.
verify-rule = Entry { $at } is not raw × the rule of its day.
verify-unbooked = Report { $at } was not booked.
verify-unsettled = Report { $at } was taken back, its points were not.
verify-award = The award list of { $at } cannot be recomputed.
verify-anchor = Entry { $at }, whose hash was published, is another one now: the ledger was cut or replaced.
error-head = A head is written NUMBER:HASH with at least eight characters of the hash, for example --head 5886:3fa1c2d4. You wrote "{ $said }".
