refusal-entry-unknown-code = “{ $code }” is not a known value of “{ $name }”.
refusal-entry-minutes = A duration is in minutes, from 0 to { $longest }.
refusal-entry-visit-withdrawn = This visit was withdrawn: record the request in a new one.
refusal-entry-other-visit = A request never changes visit. Withdraw it and record it anew.
refusal-entry-withdrawn = This was already withdrawn.
refusal-entry-not-yours = Somebody else recorded this: ask your director to correct it.
refusal-entry-month-closed = This month is closed: give the reason of the correction.
