create table card (
    id uuid primary key,
    student_id uuid not null references student (id),
    case_id uuid not null references student_case (id),
    kind text not null,
    state text not null,
    station_code text not null references card_station (code),
    photo_on date not null,
    photo_reused boolean not null,
    photo_document text not null,
    photo_document_valid_to date not null,
    expected_on date not null,
    arrived_on date,
    handed_over_on date,
    pickup_document text,
    pickup_document_valid_to date,
    serial text,
    valid_to date,
    constraint a_card_is_a_service_or_a_reserve_card check (kind in ('service', 'reserve')),
    constraint a_card_has_a_known_state check (state in
        ('applied', 'expected', 'at-station', 'handed-over', 'suspended', 'revoked', 'expired', 'damaged', 'returned', 'cancelled', 'destroyed'))
);
-- One card is on its way at a time for a student, however many enrolments there are.
create unique index one_card_on_its_way on card (student_id) where state in ('applied', 'expected', 'at-station');
create index cards_of_a_case on card (case_id);

create table card_event (
    id bigint generated always as identity primary key,
    card_id uuid not null references card (id),
    from_state text,
    to_state text not null,
    actor text not null,
    at timestamptz not null,
    reason text not null
);
create index events_of_a_card on card_event (card_id, id);
