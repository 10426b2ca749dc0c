
course-facilities = facilities
course-emergency = emergency information
course-policy = policy publicity
course-service = resident service
course-mediation = dispute mediation
course-volunteers = volunteer liaison
course-hygiene = hygiene
course-civility = civility
training-level-1 = community
training-level-2 = stations
training-level-3 = grid heads
training-level-4 = building heads
training-level-5 = unit heads
training-coverage =
    Trainings { $year }: { $sessions } sessions, { $people } attendances, { $persons } people
    { $lines }
    .short = Trainings { $year }: { $sessions } sessions, { $people } attendances, { $persons } people.
training-course-line = { $course }: { $parts }
training-part = { $level } { $attended }/{ $heads }
training-heads = at least one course: { $parts }
training-none = No training was held in { $year } yet.

report-event-volunteer = Volunteer events: { $events }, { $attendances } attendances, { $hours } hours
report-event-training = Trainings: { $events }, { $attendances } attendances, { $people } people
report-event-meeting = Meetings: { $events }, { $attendances } attendances
report-event-partner = Partner activities: { $events }, { $attendances } attendances ({ $partners })
report-event-contest = Contests: { $events }, { $works } works sent in
report-partner = { $name } { $events }
report-partner-unnamed = partner not named
report-training-heads = Heads who attended a training: { $parts }
