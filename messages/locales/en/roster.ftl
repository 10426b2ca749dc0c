roster-plan =
    The roster has been checked; nothing has been changed yet.
    Grids: { $grids_new } new, { $grids_updated } changed.
    People: { $people_new } new, { $people_updated } changed; { $appointed } to appoint, { $replaced } to replace.
    Unchanged rows: { $unchanged }; wrong rows: { $errors }; rows to ask you about: { $questions }.
roster-done =
    The roster has been imported.
    Grids: { $grids_new } new, { $grids_updated } changed.
    People: { $people_new } new, { $people_updated } changed; { $appointed } appointed, { $replaced } replaced.
    Unchanged rows: { $unchanged }; wrong and left out: { $errors }; waiting for your answer: { $questions }.
roster-done-nothing = The roster is what the system has already: 0 changes. Wrong rows: { $errors }; waiting for your answer: { $questions }.
roster-more = … and { $more } more.
roster-ignored = The sheet “{ $value }” is neither the grids nor the people; it was not read.

roster-grid-new = { $sheet }, row { $row }: new grid { $value } { $name } (level { $level }).
roster-grid-update = { $sheet }, row { $row }: grid { $value } { $name } changes: { $changes }.
roster-person-new = { $sheet }, row { $row }: { $name } is new, { $role } of { $value }.
roster-person-update = { $sheet }, row { $row }: { $name } changes: { $changes }.
roster-appoint = { $sheet }, row { $row }: { $name } becomes { $role } of { $value }.
roster-replace = { $sheet }, row { $row }: { $name } replaces { $before } as { $role } of { $value }.
roster-total-row = { $sheet }, row { $row }: a total ({ $value }), skipped.
roster-skipped = { $sheet }, row { $row }: skipped, as you said ({ $value }).
roster-same-row = { $sheet }, row { $row }: { $name } is the same as row { $first }; counted once.

roster-ask-grid = { $sheet }, row { $row }: the code “{ $value }” ({ $name }) is very like “{ $near }”. The same grid? Please write “same” or “new” in the column 核对 (check) and import again; this row waits.
roster-ask-renamed = { $sheet }, row { $row }: the phone { $value } belongs to { $owner }, the sheet says { $name }. If it is the same person renamed, write “same” in the column 核对 (check); if not, correct the phone, and import again. This row waits.
roster-ask-phone = { $sheet }, row { $row }: { $value } already has a { $name }, with another phone. The same person with a new number, or somebody else? Please write “same” or “new” in the column 核对 (check) and import again; this row waits.
roster-ask-person = { $sheet }, row { $row }: { $value } already has a { $name }. The same person becoming { $role } too, or somebody else? Please write “same” or “new” in the column 核对 (check) and import again; this row waits.
roster-ask-head = { $sheet }, row { $row }: the { $role } of { $value } is { $owner }, the sheet says { $name }. The same person, spelt differently, or somebody else? Please write “same” or “new” in the column 核对 (check) and import again; this row waits.
roster-ask-twin = { $sheet }, row { $row }: { $name } is in row { $first } too ({ $value }). The same person? Please write “same” or “new” in the column 核对 (check) and import again; this row waits.
roster-waits = { $sheet }, row { $row } ({ $name }): it has the phone of row { $first } and waits until that one is answered.

roster-blank = { $sheet }, row { $row }: “{ $column }” is empty. Please fill it in and import again.
roster-formula = { $sheet }, row { $row }: “{ $column }” is a formula without a result. Please write the value, or open and save the file in your spreadsheet program.
roster-date = { $sheet }, row { $row }: “{ $column }” was turned into a date ({ $value }). Please format the cell as text and write it again.
roster-control = { $sheet }, row { $row }: “{ $column }” has invisible control characters. Please empty the cell and write it again.
roster-too-long = { $sheet }, row { $row }: “{ $column }” is too long ({ $value }…). Please shorten it.
roster-bad-cell = { $sheet }, row { $row }: “{ $column }” cannot be read ({ $value }). Please check the cell.
roster-slash = { $sheet }, row { $row }: “{ $column }” may not have a slash “/” ({ $value }). Please write a hyphen “-”.
roster-bad-level-word = { $sheet }, row { $row }: “{ $column }” is a level from 1 to 5; it says “{ $value }”.
roster-negative = { $sheet }, row { $row }: “{ $column }” cannot be below zero ({ $value }).
roster-not-number = { $sheet }, row { $row }: “{ $column }” is a whole number; it says “{ $value }”.
roster-bad-phone = { $sheet }, row { $row }: the phone “{ $value }” is not right. Mobiles have 11 digits, landlines their area code, other countries +; one number a cell, or none.
roster-bad-role = { $sheet }, row { $row }: there is no role “{ $value }”. Roles: unit head, building head, grid head, branch reviewer, coordinator, volunteer, resident, partner.
roster-bad-party = { $sheet }, row { $row }: “{ $column }” is “是” (yes) or “否” (no); it says “{ $value }”.
roster-bad-language = { $sheet }, row { $row }: “{ $column }” is “中文” (Chinese) or “英文” (English); it says “{ $value }”.
roster-bad-answer = { $sheet }, row { $row }: “{ $column }” is “same”, “new” or “skip”; it says “{ $value }”.

roster-double-code = { $sheet }, row { $row }: the code “{ $value }” is in row { $first } already; this row was left out. Please correct one of them.
roster-cycle = { $sheet }, row { $row }: the parents go round in a circle ({ $codes }). Please correct the parent of “{ $value }”.
roster-bad-parent = { $sheet }, row { $row }: there is no parent “{ $value }”. Please correct it, or add that grid to the sheet.
roster-bad-parent-near = { $sheet }, row { $row }: there is no parent “{ $value }”. Did you mean “{ $near }”? Please correct it.
roster-parent-bad = { $sheet }, row { $row }: the parent “{ $value }” (row { $first }) could not be imported yet, so this row waits too. Please correct row { $first } first.
roster-bad-level = { $sheet }, row { $row }: it says level { $level }, but its parent “{ $value }” is level { $parent_level }, so it should be { $right }. Please correct the level or the parent.
roster-level-fixed = { $sheet }, row { $row }: the grid “{ $value }” is level { $level }, which cannot change. If it is another grid, please give it a new code.
roster-root-parent = { $sheet }, row { $row }: the community (level 1) has no parent; please delete “{ $value }”.
roster-second-root = { $sheet }, row { $row }: there is one community (level 1), “{ $root }”; “{ $value }” was left out.
roster-bad-grid = { $sheet }, row { $row } ({ $name }): there is no grid “{ $value }”. Please correct it, or add it to the sheet of grids.
roster-bad-grid-near = { $sheet }, row { $row } ({ $name }): there is no grid “{ $value }”. Did you mean “{ $near }”? Please correct it.
roster-grid-bad = { $sheet }, row { $row } ({ $name }): the grid “{ $value }” (row { $first } of the grids) could not be imported yet. Please correct that row first.
roster-role-level = { $sheet }, row { $row } ({ $name }): a { $role } does not fit “{ $value }”, a grid of level { $level }. Please correct the role or the grid.
roster-phone-twice = { $sheet }, row { $row } ({ $name }): the phone { $value } stands for somebody else in row { $first }. Please find out whose it is; the other cell may stay empty.
roster-phone-taken = { $sheet }, row { $row } ({ $name }): the phone { $value } belongs to { $owner }. Please check; without a phone of their own leave it empty, they can join by a link.
roster-same-name = { $sheet }, row { $row } ({ $name }): { $value } has more than one person of that name. Please add the phone, to tell them apart.
roster-head-twice = { $sheet }, row { $row } ({ $name }): the { $role } of “{ $value }” is somebody else in row { $first }. A grid has one { $role }; please keep one row.
roster-conflict = { $sheet }, row { $row } ({ $name }): “{ $column }” is not what row { $first } says of the same person. Please make them equal.

roster-error-too-big = This file is too big (at most { $most } MB) and was not read. Please keep only the two sheets of grids and people, save it and send it again.
roster-error-too-many-rows = A sheet has more than { $most } rows; it was not read. Please delete what is left over at its end and send it again.
roster-error-not-workbook = This file cannot be read. Please save it as .xlsx or .csv and send it again.
roster-error-old-format = This is an old .xls file. Please open it, save it as .xlsx and send it again.
roster-error-bomb = This file would unpack to an abnormal size and was not opened, to be safe. Please copy its content to a new workbook and send that.
roster-error-encrypted = This file has a password. Please save it without one and send it again.
roster-error-no-sheet = There is no sheet “网格” (grid), “人员” (people) or “日历” (calendar). Please name the sheets so, with headers in the first row, and send it again.
roster-error-no-column = The sheet “{ $sheet }” lacks these columns: { $columns }. Please add their headers and send it again.
