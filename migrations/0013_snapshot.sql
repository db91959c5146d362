-- The tally starts from a snapshot beside the database and follows the journal from there.
drop table tally_block;
drop table tally_through;

-- The requests of a visit are found among those of its day; a third index made every request heavier.
drop index request_by_visit;
