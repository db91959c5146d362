# Needs that nothing meets
need-title = Needs
need-lead = What is missing around the places, wherever it is heard: a line noted at the counter, a theme that rises, what a partner or the State observes. Each need is seen, studied, then answered, and the answer is shown to those who raised it.
need-stage-seen = Seen
need-stage-seen-hint = Somebody has read it.
need-stage-studied = Being studied
need-stage-studied-hint = What could be done is being looked for.
need-stage-answered = Answered
need-stage-answered-hint = What was decided or done is told to those who raised it.
need-column-seen = Seen
need-column-studied = Being studied
need-column-answered = Answered
need-column-empty = None for now.
need-none = No need yet
need-none-words = At the counter, an exclamation mark followed by a line says what is missing: “! no bus after 6 pm”.
need-notes = { $n ->
    [one] { $count } line
   *[other] { $count } lines
}
need-notes-in = { $notes } in { $places }
need-observations = { $n ->
    [one] { $count } observation
   *[other] { $count } observations
}
need-from-rise = requests that rise
need-from-union = opened by the Union
need-quoted = “{ $words }”
need-alike = { $times } times in { $places }, { $days }
need-words-gone = (line erased)
need-not-sorted = Not read by the Union yet.
need-set-aside-told = Read by the Union, nothing follows for now.
need-own = What you raised
need-own-words = You alone see here that these lines are yours.
need-answered = A need that you raised has its answer: “{ $need }”.
need-answered-more = { $n ->
    [one] A need that you raised has its answer.
   *[other] { $count } needs that you raised have their answers.
}
need-withdraw = Take back
need-near = Raised in your places
need-source-partner = Partner
need-source-state = State
need-source-local = Local authority
need-source-other = Other
need-to-sort = To be sorted
need-to-sort-none = Nothing waits.
need-to-sort-words = Tick what speaks of the same thing.
need-which = Put it under
need-new = a new need
need-name = Name of the need
need-name-hint = For a new need, in a few words.
need-gather = Put under
need-set-aside = No need of its own
need-rising = What rises
need-rising-words = Themes of which the whole network speaks more, and words of “Other” that come back more often than before, in several places.
need-rising-none = Nothing rises clearly.
need-rising-places = Rising in { $more } places of { $of }.
need-rising-other = Other: “{ $words }”
need-times = { $n ->
    [0] never
    [one] once
   *[other] { $count } times
}
need-rising-said = These eight weeks: { $recent }, in { $places }. The sixteen before: { $before }.
need-make = Make it a need
need-observe = Note an observation
need-source = From whom
need-operator = Partner
need-operator-none = None
need-who = Who says so
need-who-hint = The service or the function, no person’s name: “Préfecture du Rhône”.
need-said = What is observed
need-said-hint = A partner reads what is noted in its name, and the answer.
need-day = On
need-enter = Note
need-back = All needs
need-thread = What was said of it
need-origins = Where it comes from
need-theme-rose = { $theme }: more requests in the network
need-say-next = What follows
need-stage = How far has it come?
need-step = In a few words
need-step-hint = Shown to those who raised it, partners included. No person’s name.
need-say = Save
need-partner = What you raised
need-partner-lead = The needs that the Union noted in your name, and what becomes of them.
need-partner-none = Nothing was noted in your name yet. Tell the Union what you observe: it is noted here, and here you will read the answer.
refusal-need-nothing = Tick at least one line.
refusal-need-unknown = This need no longer exists: choose another, or open a new one.
refusal-need-source = Choose whose observation it is.
refusal-need-operator = Choose the partner who said so.
refusal-need-future = That day has not come yet.
refusal-need-stage = Choose how far the need has come.
refusal-need-of-another = This line is somebody else’s.
refusal-need-gathered = This line already belongs to a need: it can no longer be taken back.
need-more-wait = The latest { $shown } of { $all } that wait.
need-aside = Set aside
need-which-answered = { $need } (answered)
need-withdraw-this = Take back: { $words }
need-make-this = Make it a need: { $title }
need-detach = Detach
need-detach-this = Detach: { $words }
refusal-need-moved = Somebody has just said something more: read it, then save yours again.
