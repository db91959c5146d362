menu-releases = Releases
menu-partner = Your figures

release-title = Releases
release-lead = What partners and the public get. Every table goes through disclosure control, then stays as it was told.
release-none = Nothing was released yet.
release-ask = Release { $year }, { $quarters }
release-revise = Revise { $year }
release-waits = Being made. Reload the page in a moment.
release-made = Released on { $date }.
release-revision = Revision { $number }.
release-refused-table = This table cannot be made: no place, or no category.
release-refused-broken = This table could not be made. Tell whoever administers Parvis.
release-refused-changed = The figures already released for this year have changed: they wait for the yearly revision.
release-refused-unprotected = Nothing was released: beside what was told already, some figure could not be protected any more. Wait for the end of the year.
refusal-release-series = There is no such table, or nobody reads it.
refusal-release-nothing-new = There is nothing new to release: all that is over was told. A year is revised once a year.
refusal-release-reader = This person does not have the role of a partner. Give it first, on the Team page.
refusal-release-operator = This operator is not in the catalogue.

release-by-category = By reason
release-category = Reason
release-category-caption = Visits by reason, whole network
release-by-place = By place
release-place = Place
release-place-caption = Visits by region, department and place, all reasons
release-empty = { $n ->
    [one] { $count } row without a visit is not shown; it is in the files.
   *[other] { $count } rows without a visit are not shown; they are in the files.
}
release-period = Period
release-visits = Visits
release-service = Service given
release-service-words = Share of the visits of which every request was resolved, and mean length, by place and quarter. “±” says by how many points rounding may have moved the share.
release-service-none = Too few visits to tell a share or a length.
release-resolved = Resolved
release-minutes = Minutes
release-years = Years
release-rules = How to read this table
release-rule-visit = A visit counts once, under the reason of its first request. Visits without a recorded request are not in it.
release-rule-round = Every number is rounded to a multiple of five, totals included: a sum may differ from its total. Zero is exact.
release-rule-frozen = What was released does not change: corrections, and places opened since, come with the yearly revision.
release-why-protected = protected
release-why-protected-words = – withheld so that nobody is recognised and no partner guessed: too few visits, another operator predominant, or a neighbouring figure to protect.
release-why-single-agent = by the year
release-why-single-agent-words = – one agent works in this place: its figures are told by the year only.
release-why-sensitive = network
release-why-sensitive-words = – a sensitive reason: told for the whole network and the year only.
release-files = Files
release-csv = CSV (commas, RFC 4180)
release-spreadsheet = CSV for spreadsheets (semicolons)
release-json = JSON, with the names of the codes
release-parquet = Parquet

release-readers = Who reads what
release-readers-words = Somebody with the role of a partner sees the tables of their own organisation only.
release-readers-none = Nobody has the role of a partner yet. Invite somebody on the Team page.
release-reader = Person
release-operator = Operator
release-reader-add = Let them read
release-reader-end = No longer let them read

release-audit = What is withheld
release-audit-words = { $withheld } figures withheld of { $figures }. The exact reason stays in the team.
release-audit-none = No figure is withheld.
release-cause = Reason
release-figures = Figures
release-cause-few = Fewer than eleven visits
release-cause-dominated = Another operator predominates
release-cause-idle = Nobody came, and the agent works alone
release-cause-complementary = Protects a neighbouring figure
release-cause-single-agent = One agent only
release-cause-sensitive = Sensitive reason

release-facts = Every request
release-facts-words = Every request as the figures know it, without a person, a note or the name of an agent. This file is not controlled: it stays within the Union.
release-facts-year = Requests of { $year } (Parquet)

open-title = Open data
open-lead = The visits received in the network, by reason, place and quarter.
open-none = Nothing was published yet.
open-package = Descriptor (Data Package)
open-licence = Licence Ouverte 2.0

partner-title = Your figures
partner-lead = The visits that concern you, after disclosure control. Other partners do not appear in them.
partner-needs = What you raised
partner-operators = Operators
partner-nobody = No operator is assigned to you yet. Ask the Union.
partner-none = Nothing was released for you yet.
