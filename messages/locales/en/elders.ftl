# Residents whom a helper enters, and phones that several people share.
elder-invitation = Hello { $name }! This is Stairwell, your community's volunteer service. { $by } says you would like our SMS; one digit is an answer. Do you agree?
    .short = Hello { $name }, Stairwell here: { $by } says you would like our SMS. Do you agree?
elder-joined = Thank you, { $name }! We will write when there is something. To be asked how you are, send: care; for no more messages: stop
    .short = Thank you, { $name }! To be asked how you are: care; for no more messages: stop
elder-refused = All right, no messages then. Thank you!
elder-join-again = I could not read that for sure and will not guess. { $name }, would you like our SMS?
elder-join-person = Never mind, somebody will ask you in person.
usage-resident-enter =
    Please write name and phone, for example:
    resident Wang Guihua 13900000001
    For another stairwell than yours add its code. They are asked first whether they agree.
    .short = Please write: resident NAME PHONE [UNIT]
error-phone-closed = This phone cannot be entered now (it said stop, or six people share it). Please ask in person.
resident-entered = Entered: { $name }, { $grid }. They are asked by SMS whether they agree; I will tell you.
resident-entered-shared = Entered: { $name }, { $grid }. Several neighbours share this phone; I will ask who is answering. They are asked whether they agree.
    .short = Entered: { $name }. The phone is shared; I will ask who answers. They were asked.
resident-asked-before = { $name } was asked this month already. Please wait for the answer, or ask in person.
resident-known = { $name } is entered and has agreed already.
resident-agreed-note = { $name } has agreed to our SMS. Thank you for helping!
resident-refused-note = { $name } does not wish for SMS. Thank you for helping!
resident-unread-note = What { $name } wrote could not be read. Please ask in person whether they would like our SMS.
whose = Several people share this phone. Who are you? Reply with a number: { $names }
whose-again = Please reply with the number or name. Who are you? { $names }
phone-yours = All right, { $name }, go ahead.
phone-yours-ask = All right, { $name }; what I asked you:
blank-hello = Hello { $name }, your message had no words. Please write some; if we should contact you, send: contact me
    .short = Hello { $name }, your message had no words. To be contacted send: contact me
blank-again = Hello { $name }, your message had no words. What I asked you:
