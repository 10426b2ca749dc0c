awards-provisional =
    All inspections of { $year } are closed, and the provisional award list is ready.
    Send “awards { $year }” to see it; it is computed from the points and the rules, and anybody can check it.
    Please keep this message: the head of the ledger is { $head }.
    .short = The provisional awards of { $year } are ready. Send “awards { $year }”.
