calendar-unpublished =
    Please note: the public holidays and make-up workdays of { $year } are not known to the program yet, so nothing of { $year } can be scheduled. It never guesses.
    Once the State Council's notice is out, please have the program updated or the days entered; the tasks then go on by themselves.
    .short = Workdays of { $year } are not known yet: tasks are on hold. Please have them entered.
awards-provisional =
    All inspections of { $year } are closed, and the provisional award list is ready.
    Send “awards { $year }” to see it; it is computed from the points and the rules, and anybody can check it.
    .short = The provisional awards of { $year } are ready. Send “awards { $year }”.
