calendar-unpublished =
    Please note: the public holidays and make-up workdays of { $year } are not known to the program yet, so nothing of { $year } can be scheduled. It never guesses.
    Once the State Council's notice is out, please enter it line by line, for example: holiday { $year }-01-01..{ $year }-01-03 New Year, and make-up workdays: workday { $year }-02-14. With 1 January entered the tasks go on by themselves.
    .short = Workdays of { $year } are not known yet: tasks are on hold. Please enter them, e.g. holiday { $year }-01-01..{ $year }-01-03 New Year
awards-provisional =
    All inspections of { $year } are closed, and the provisional award list is ready.
    Send “awards { $year }” to see it; it is computed from the points and the rules, and anybody can check it.
    .short = The provisional awards of { $year } are ready. Send “awards { $year }”.

holidays-entered = Entered as holidays: { $days }. { $more }
workdays-entered = Entered as workdays: { $days }. { $more }
calendar-known = The calendar of { $year } can be used now; tasks follow it.
calendar-still-unknown = 1 January { $year } is still missing; tasks are scheduled once it is entered.
error-holiday-dates = Please write dates, for example: holiday 2027-01-01..2027-01-03 New Year; workday 2027-02-14. At most 31 days at once, from this year to two years on.
