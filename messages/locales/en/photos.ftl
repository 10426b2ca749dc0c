# Photos on the pages of the office: what a picture shows, for whoever does not see it.
page-photo-gone = Picture not available
page-photo-checkin = Photo: { $grid }, { $duty }, sent by { $name }, { $day }
page-photo-case = Photo: case { $number }, { $grid }, sent by { $name }, { $day }
page-photo-wish = Photo: wish { $number } fulfilled, { $grid }, sent by { $name }, { $day }
page-photo-nomination = Photo: { $nominee }, nominated at { $grid } by { $name }, { $day }
page-photo-alike = Photo: { $grid }, sent by { $name }, { $day }
page-photo-earlier = Earlier photo: { $grid }, { $day }
page-photo-event = Photo: { $title }, { $day }
page-photo-work = Work { $number }: { $title }, { $day }
page-queues-side-by-side = The two photos

# Events and contests, for those who hold them.
page-events = Events and contests
page-events-none = No events yet.
page-events-how = Open an event to invite, call the roll or close it, and to see its photos and works. Signing up is done by chat.
page-events-number = Number
page-events-title = Name
page-events-kind = Kind
page-events-when = When
page-events-grid = Grid
page-events-state = State
page-events-taken = Places
page-events-organiser = Organiser
page-events-photos = Photos
page-events-photos-none = No photos. After the event its organiser can send some in chat.
page-events-works = Works
page-events-works-none = No works yet.
page-events-works-how = Authors are not shown, as judges do not see them either.
page-events-work = Work
page-events-sent = Sent
page-events-is-announced = announced
page-events-is-closed = closed
page-events-is-cancelled = called off
page-events-work-text = words
page-events-work-photo = photo
page-events-work-voice = voice message
