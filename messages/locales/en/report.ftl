report = { $text }
    .short = { $period }: { $issued } issued, { $done } done ({ $share }%), { $found } findings, { $points } points.
report-title = Report { $period }: { $grid }
report-empty =
    Report { $period }: { $grid }
    There were no tasks and no points in that time. Please check how it is written, for example: report 2026-11
    .short = { $period }: no tasks and no points. Please check, e.g. report 2026-11
report-duty =
    { $name }: { $issued } issued, { $on_time } on time, { $late } late, { $impossible } not possible, { $excused } excused, { $missed } missed, { $open } still open
    Coverage { $share }% ({ $done } of { $issued }); { $reached } of { $asked } households reached
report-by-grid = Coverage by grid:
report-by-building = Coverage by building:
report-by-unit = Coverage by unit:
report-grid = { $name } { $share }% ({ $done }/{ $issued })
report-grid-rest = and { $count } with better coverage
report-findings = Findings: { $count } ({ $items })
report-findings-none = No findings
report-item = { $name } { $count }
report-points = Points: { $entries } entries, { $points } points
report-top-units = Units with the most points:
report-top-grids = Grids with the most points (per unit):
report-awards = Awards { $year } ({ $state }, checksum { $digest }):
report-awards-open = Awards { $year }: not closed yet
report-told = { $name }: for { $count } posts, { $sent } messages sent
