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

awards =
    Awards { $year }: { $state }
    { $lines }
    Score: points earned for inspections ÷ points there were to earn; what was excused or not possible does not count. Every line can be computed again from the records; checksum { $digest }. If you disagree, please tell the office.
    .short = Awards { $year } ({ $state_short }): { $counts }. { $mine }
awards-so-far =
    Awards { $year }: not closed yet. How it stands so far; it changes with every inspection:
    { $lines }
    .short = Awards { $year }: not closed yet. Qualified so far: { $counts }.
awards-none = There is nothing to award for { $year } yet. The list is published here when the year has closed.
    .short = Nothing to award for { $year } yet. The list comes when the year has closed.
award-state-provisional = provisional list, objections are welcome
    .short = provisional
award-state-closed = final list
    .short = final
award-heading = ■ { $name } ({ $count })
    .short = { $name } { $count }
award-area = { $name }:
award-line = { $place }. { $who } { $score }%
award-more = … and { $count } more
award-nobody = nobody meets the conditions yet
award-mine = Congratulations, you are on the list!

error-year = Please write the year in four digits, for example: points 2026, or: awards 2026
error-rank = I could not read which standing. Please write: rank unit, rank building or rank grid, with a year if you like, for example: rank building 2026
    .short = Please write: rank unit, rank building or rank grid, e.g. rank building 2026
error-already-reversed = Entry { $entry } has been taken back already; that is possible only once.
