-- A national journal weighed a third more than it may: rows say in fewer bytes what they said.

-- The body, of which `slices/journal/src/body.rs` knows the forms; JSON as it stood is one of them. The kinds that fill a journal
-- are written by a letter: `slices/journal/src/kind.rs`.
/*sqlite
alter table entry add column packed bytea not null default x'';
update entry set packed = cast(body as blob);
alter table entry drop column body;
alter table entry rename column packed to body;
sqlite*/
/*sqlite -- sqlite*/ alter table entry alter column body type bytea using convert_to(body, 'UTF8');
update entry set kind = case kind
    when 'visit.opened' then 'o' when 'visit.called' then 'd' when 'visit.served' then 's' when 'visit.held' then 'h'
    when 'visit.resumed' then 'm' when 'visit.returned' then 't' when 'visit.handed' then 'n' when 'visit.left' then 'l'
    when 'visit.closed' then 'c' when 'request.recorded' then 'r' else kind end;

-- Most visits and requests were made from one entry only, whose name is theirs: the column holds another one's, or nothing.
alter table visit add column made_by uuid;
update visit set made_by = entry where entry <> id;
alter table visit drop column entry;
alter table visit rename column made_by to entry;

alter table request add column made_by uuid;
update request set made_by = entry where entry <> id;
alter table request drop column entry;
alter table request rename column made_by to entry;
