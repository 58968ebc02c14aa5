-- A card that the directory had before we ordered any (D-16): it has a row from the day on which something happens to it. No station
-- of ours ordered it, so nothing is known of photo and hand-over.
alter table card
    alter column station_code drop not null,
    drop constraint a_service_card_has_a_photo,
    add constraint a_card_that_we_ordered_has_a_station check (station_code is not null or kind = 'service'),
    add constraint a_service_card_that_we_ordered_has_a_photo
        check (kind = 'reserve' or station_code is null or (photo_on is not null and expected_on is not null));
create unique index one_card_that_the_directory_had on card (student_id) where station_code is null;

-- Cases whose student has such a card, of which we have no row yet. An employee's own card is no card of ours (D-8); where we have handed
-- over one, the directory tells of that.
create view card_before as
select
    c.id as case_id,
    e.student_id,
    case when entry.card_state is null then note.valid_to else entry.card_valid_to end as valid_to
from student_case c
join enrolment e on e.id = c.enrolment_id
left join directory_entry entry on entry.student_id = e.student_id
left join card_note note on note.student_id = e.student_id
where coalesce(entry.card_state, note.state) = 'active'
and (
    select decision
    from review_decision
    where case_id = c.id
    order by id desc
    limit 1) is distinct from 'own-card'
and not exists (
    select
    from card
    where card.student_id = e.student_id
    and card.kind = 'service'
    and (card.handed_over_on is not null or card.station_code is null));
