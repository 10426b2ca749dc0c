sending-paused =
    Sending is stopped: from now on only answers go; everything else is kept, nothing is lost.
    A few that are leaving right now may still arrive. Send "unpause" to go on.
    .short = Sending is stopped, only answers go. Send unpause to go on.
sending-paused-before =
    Sending has been stopped since { $day } { $time } ({ $name }, reason: { $reason }). Send "unpause" to go on.
    .short = Stopped since { $day } { $time } by { $name }. Send unpause to go on.
sending-paused-note = { $name } stopped all sending (reason: { $reason }); only answers go. Send "unpause" to go on.
    .short = { $name } stopped all sending: { $reason }. Send unpause to go on.
sending-resumed = Sending goes on: { $waiting } waiting messages leave now; { $expired } ran out of time meanwhile and do not.
sending-resumed-note = { $name } resumed sending.
sending-not-paused = Sending was not stopped; messages go out as usual.

budget =
    SMS in { $period }: { $segments } segments at { $currency } { $price }, about { $currency } { $spent }.
    { $limit }
    Going on like this, about { $currency } { $forecast } by the end of the month.
    .short = SMS { $period }: { $segments } segments, { $currency } { $spent }, month's end about { $forecast }. { $limit }
budget-set =
    Noted. { $limit }
    { $period } so far: { $segments } segments, about { $currency } { $spent }; by the end of the month about { $currency } { $forecast }.
    .short = Noted. { $limit } Spent this month: { $currency } { $spent }.
budget-none = There is no monthly budget.
budget-limit = The monthly budget is { $currency } { $budget }; { $percent }% is spent.
price-set =
    Noted: an SMS segment counts as { $currency } { $price }. { $limit }
    { $period } so far: { $segments } segments, about { $currency } { $spent }; by the end of the month about { $currency } { $forecast }.
    .short = Noted: { $currency } { $price } a segment. { $limit }
usage-price = Please give the price of one SMS segment, for example: smsprice 0.05; for the shipped price list: smsprice default
usage-budget = Please give the amount for a month, for example: smsbudget 500; for no limit: smsbudget none
error-budget-community-only = The SMS bill is one for the whole community: please ask a coordinator of the community to set its budget and price.
budget-nearly-note = { $percent }% of this month's SMS budget is spent: { $currency } { $spent } of { $budget }. When it is used up, only alerts and answers go. Send "budget" to see it.
    .short = { $percent }% of this month's SMS budget of { $budget } is spent. At 100% only alerts and answers go.
budget-spent-note = This month's SMS budget of { $currency } { $budget } is spent: only alerts and answers go now, the rest waits for next month or goes another way. Send "smsbudget AMOUNT" to change it.
    .short = This month's SMS budget of { $budget } is spent; only alerts and answers go. To change it: smsbudget AMOUNT

cap-note = Messages to { $name } on { $day } went beyond a day's limit ({ $same } of a kind, { $all } in all); what was more was not sent. Please see whether something was planned twice; no more about this today.
    .short = Messages to { $name } went beyond the day's limit on { $day }; the rest was not sent. Was something planned twice?
loop-note = { $name } sent the same words { $times } times within { $minutes } minutes ("{ $said }"). It may be an automatic reply, so I have stopped answering. Please get in touch.
    .short = { $name } sent the same words { $times } times; it may be an automatic reply. I have stopped answering.

rules =
    The rules of sending:
    { $state }
    SMS (elders) arrive { $sms }, other channels { $other }. At other times only alerts and answers go.
    One person gets at most { $same } messages of a kind a day, { $all } in all (inspections, one for each stairwell, are apart).
    Whoever says the same { $times } times within { $minutes } minutes gets no answer any more, and you are told.
    { $limit } You are told at { $percent }%.
    .short = SMS { $sms }, others { $other }; { $same } of a kind, { $all } in all a day. { $limit }
rules-running = Messages go out as usual.
rules-paused = Sending is stopped: { $day } { $time }, { $name }, reason: { $reason }

