points =
    Points { $year }: { $sum } in all
    { $lines }
    .short = Points { $year }: { $sum }. Newest: { $newest }
points-none = No points in { $year } yet. Once you have done and reported an inspection ("checkin"), every entry is listed here.
    .short = No points in { $year } yet. Send checkin to report an inspection.
points-line = #{ $entry } { $day } { $rule }: { $raw } × { $each } = { $points }
    .short = { $day }, { $rule }, { $points }
points-line-reversal = #{ $entry } { $day } takes back #{ $of } ({ $rule }): { $points }, reason: { $reason }
    .short = { $day }, taken back: { $rule }, { $points }
points-rest = and { $count } earlier, { $points } points together
reason-undo = undone by yourself
reason-none = not given

rank =
    Standing { $year }, by { $kind }
    { $lines }
    .short = Standing { $year } by { $kind }: { $mine }Top: { $top }
rank-line = { $place }. { $name } { $points }
    .short = { $name } { $points }
rank-line-mean = { $place }. { $name } { $points } a unit
    .short = { $name } { $points }
rank-line-own = { $line } ← you
rank-mine = Your { $name }: place { $place } of { $of }, { $points } points
    .short = you { $place } of { $of }, { $points }.{" "}
rank-mine-mean = Your { $name }: place { $place } of { $of }, { $points } points a unit
    .short = yours { $place } of { $of }, { $points } a unit.{" "}
rank-none = No points in { $year } yet, so there is no standing. Please look again after the first ones.
level-unit = unit
level-building = building
level-grid = grid

error-year = Please write the year in four digits, for example: points 2026, or: awards 2026
error-rank = I could not read which standing. Please write: rank unit, rank building or rank grid, with a year if you like, for example: rank building 2026
    .short = Please write: rank unit, rank building or rank grid, e.g. rank building 2026
error-already-reversed = Entry { $entry } has been taken back already; that is possible only once.
