# Whom a report from the door is about, and a cry for help that is heard at any time.
care-door-which = Whom do you mean? { $names }. Please answer with the number, or say it again with the name.
    .short = Whom do you mean? Send the number: { $names }
care-unmet = All right, that does not count. How is it at { $name }'s?
care-unmet-note = The report that { $name } is well was a slip; there is no result yet.
care-emergency = { $name }, in an emergency call 120 (ambulance), 110 (police) or 119 (fire) at once. If we should contact you, send: contact me
    .short = { $name }, in an emergency call 120, 110 or 119 now. To be contacted send: contact me
guest-emergency = In an emergency call 120 (ambulance), 110 (police) or 119 (fire) at once. This is Stairwell; we do not know you yet, and nobody watches this number.
    .short = In an emergency call 120, 110 or 119 now. This is Stairwell; we do not know you yet.
stopped-alone = { $name }, you get no more messages; the others who use this phone do. To come back send: { $name } resume
    .short = { $name }: stopped; the others who use this phone go on. To come back send: { $name } resume
resumed-alone = Welcome back, { $name }! You get messages again. To stop send: { $name } stop
