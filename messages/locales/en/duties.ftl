error-rhythm-words =
    I cannot tell for sure when “{ $said }” is, and I will not guess. For example:
    every Monday at 9:00; every Monday, Wednesday; on day 1 of every month; the same with “, or the next workday”; on the first workday of every month; on the last Friday of every month; on the first workday of every quarter; lunar 8/15; Qingming; every public holiday at 8:30
error-rhythm-no-such-day = Some months have no day { $number } and would be left out. Please write “on the last day of every month”, or a day from 1 to 28.
