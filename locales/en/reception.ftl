refusal-entry-unknown-code = “{ $code }” is not a known value of “{ $name }”.
refusal-entry-minutes = A duration is in minutes, from 0 to { $longest }.
refusal-entry-visit-withdrawn = This visit was withdrawn: record the request in a new one.
refusal-entry-other-visit = A request never changes visit. Withdraw it and record it anew.
refusal-entry-withdrawn = This was already withdrawn.
refusal-entry-not-yours = Somebody else recorded this: ask your director to correct it.
refusal-entry-month-closed = This month is closed: give the reason of the correction.
refusal-correction-no-act = Tick at least one act.
refusal-correction-nothing = Nothing changed: edit what is to be corrected.
refusal-month-not-over = This month is not over: it can be closed from the first day of the next one.
activity-choose-place = Choose a place
activity-no-place = No place is open to you. Ask your director.
activity-calendar = Calendar
activity-place = Place
activity-see = Show
activity-days = Other days
activity-no-such-day = The day asked for does not exist, has not come yet or precedes the opening of the place: here is the nearest.
activity-day-before = Previous day
activity-day-after = Next day
activity-today = Today
activity-month-before = Previous month
activity-month-after = Next month
activity-visits = { $count ->
    [one] { $count } visit
   *[other] { $count } visits
}
activity-requests = { $count ->
    [one] { $count } request
   *[other] { $count } requests
}
activity-nothing = Nothing recorded
activity-nothing-today = The first request of the day will show here.
activity-nothing-that-day = No visit was recorded on that day.
activity-record = Record a request
activity-no-request = No request in this visit.
activity-closed = Month closed on { $at } by { $by }. Any correction in it needs a reason.
activity-late = { $count ->
    [one] { $count } entry arrived after the closing:{" "}
   *[other] { $count } entries arrived after the closing:{" "}
}
activity-close = Close { $month }
activity-close-words = Once everything was looked over, close the month: any correction in it will need a reason.
record-way = Where you are
record-visit = Visit
record-facts = What is recorded
record-history = History
record-recorded = Recorded
record-corrected = Corrected
record-withdrawn = Withdrawn
record-crossing = Made without seeing the one before
record-nobody = Import or device
record-why = Reason: “{ $words }”
record-note = Note: “{ $words }”
record-unsaid = Not said
record-by-default = { $value } (by default)
record-n-minutes = { $minutes } min
record-theme = Theme
record-operator = Operator
record-acts = Acts
record-support = Who does it
record-outcome = Outcome
record-impossible = Why it is impossible
record-referred = Referred to
record-minutes = Duration in minutes
record-duration = Duration
record-channel = Channel
record-stop = Stop
record-age = Age
record-origin = Origin
record-language = Language
record-first = Been before?
record-first-yes = First visit
record-first-no = Been before
record-company = Came with?
record-company-alone = Came alone
record-company-family = With family or a friend
record-company-professional = With a professional
record-company-other = With somebody else
record-closed = End of the visit
record-correct = Correct
record-save = Save the correction
record-withdraw = Withdraw this record…
record-withdraw-now = Withdraw this record
record-withdraw-request = The request will no longer count in figures. It stays visible here, struck through, with its history.
record-withdraw-visit = The visit and its requests will no longer count in figures. They stay visible here, struck through, with their history.
record-why-label = Reason
record-why-closed = { $month } is closed: a reason is required.
record-is-withdrawn = This was withdrawn: it no longer counts and no longer changes.
record-contested-words = Two people corrected this without seeing each other’s correction. The last one counts: read the history, then save what is right.
record-done-correction = The correction is saved.
record-done-withdrawal = The record is withdrawn.
record-mark-withdrawn = Withdrawn
record-mark-corrected = Corrected
record-mark-contested = To look at
record-mark-late = Arrived after the closing

refusal-entry-no-ticket = This visit took no ticket.
refusal-entry-ticket-not-waiting = This number no longer waits: another desk called it.
refusal-entry-ticket-not-served = This number is not at the desk yet.
refusal-entry-ticket-over = This number is over: the person left, or the visit is finished.
refusal-entry-unknown-colleague = This person does not receive people here. Choose somebody else, or “whoever is free”.
refusal-queue-nobody = Nobody is waiting for you.
refusal-queue-place-closed = This place is closed: nobody is called here any more.
refusal-queue-call-unreadable = The call cannot be read: it must say to which desk. Nobody was called.
refusal-queue-too-many-lines = This screen already follows the queue in too many windows. Close some, then wait a minute.
refusal-place-receives-nobody = This place receives nobody: no number was given.
refusal-kiosk-unreadable = The kiosk’s request cannot be read. No number was given.

# The kiosk, for the team.
kiosk-team = Team:
kiosk-team-enrol = enrol this kiosk
kiosk-team-sign-in = sign in

# The call screen.
screen-title = Call screen
screen-number = Number
screen-nobody = Welcome. Take a number at the front desk, we call you here.
screen-before = Already called
screen-next = Next
screen-foot = Take a number at the front desk.
screen-away = The line is cut: please ask at the front desk.
screen-sound = Sound of calls
screen-spoken = Number { $number }, { $desk }.
screen-script-needed = This screen needs JavaScript.
screen-closed = This place is closed for good.
desk-closed = This place is closed since { $date }: nothing more can be recorded here. What this device keeps from before still leaves.
desk-closing = This place closes for good on the evening of { $date }.
