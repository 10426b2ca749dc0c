registers =
    The registers:
    { $lines }
    To enter one: registers compound X01 NAME GRID COMPANY; registers committee X01 5 2 (seats, party members); registers organisation/shop CODE NAME GRID; registers area 5. Many go in a sheet with the columns: kind, register code, register name, located grid, property company, seats, member seats.
    .short = Please see the registers on Telegram, or send a sheet.
registers-entered =
    Noted, it is so from today on.
    { $lines }
    .short = Noted, it is so from today on.
register-compounds = { $compounds } compounds, { $managed } with a property company, { $share } %
register-committees = { $seats } seats on owners’ committees, { $members } held by party members, { $share } %
register-organisations = { $organisations } organisations, { $shops } shops
register-area = { $km2 } square kilometres
register-area-none = the area has not been entered
register-sheet =
    “{ $file }”: { $count } entered, { $bad } not:
    { $lines }
    .short = “{ $file }”: { $count } entered, { $bad } not.
register-row-bad = Row { $row }: { $why }
register-rows-most = { $most } rows are taken at a time; please send the others apart.
error-register-entry = I cannot read this entry. Please write: registers compound X01 NAME GRID COMPANY, or registers committee X01 5 2, or registers area 5.
error-register-compound = There is no compound with the code “{ $code }”; please enter the compound first.
error-register-committee = A committee has at least one seat, and no more party members than seats: please check the numbers.
error-register-community-only = Registers are of the whole community, so it takes a coordinator of the whole community.
