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
page-photo-column = Photos
page-queues-side-by-side = The two photos
