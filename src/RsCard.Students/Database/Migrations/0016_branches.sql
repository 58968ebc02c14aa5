-- Every branch of the process: which path a case follows, what happens to a card after it was handed over, foreign students,
-- placements at units that answer, and what is remembered so that nobody is told or asked twice.

-- Decided by the row when the case begins, and kept: a case finishes on the path it began (D-80), unless a number arrives (D-53).
--   service       photo, month, pickup at the same station
--   service-home  the card is sent home and activated at any station (D-80)
--   foreign       reserve card, certified passport copy, companion (D-20 to D-28)
--   no-address    reserve card alone: a Swedish number, no registered address (D-26)
--   halmstad      no entry and no card: only the placement is handed over (D-5)
alter table student_case
    add column path text not null default 'service',
    add column ending_at timestamptz,
    add column ended_in_break boolean not null default false,
    add constraint a_path_is_known check (path in ('service', 'service-home', 'foreign', 'no-address', 'halmstad'));

alter table student
    add column hired_at timestamptz;

-- D-8: card facts that the directory doesn't have, entered at review.
create table card_note (
    student_id uuid primary key references student (id),
    serial text,
    state text not null,
    has_photo boolean not null,
    has_same_name boolean not null,
    valid_to date not null,
    noted_by text not null,
    noted_at timestamptz not null
);

-- A reserve card is issued in one visit: no photo, no wait.
alter table card
    alter column photo_on drop not null,
    alter column photo_reused drop not null,
    alter column photo_document drop not null,
    alter column photo_document_valid_to drop not null,
    alter column expected_on drop not null,
    add column issued_on date,
    add column companion_sealed bytea,
    add column companion_document text,
    add column companion_document_valid_to date,
    add column returned_on date,
    add column returned_station text references card_station (code),
    add column lost_at timestamptz,
    add constraint a_service_card_has_a_photo check (kind = 'reserve' or (photo_on is not null and expected_on is not null)),
    add constraint a_reserve_card_has_a_serial_and_a_last_day check (kind = 'service' or (serial is not null and valid_to is not null and issued_on is not null));
create unique index one_card_a_serial on card (serial) where serial is not null;

-- D-23, D-24: each certificate of a reserve card, at most 180 days.
create table card_certificate (
    card_id uuid not null references card (id),
    number int not null,
    issued_on date not null,
    valid_to date not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    primary key (card_id, number),
    constraint a_certificate_is_valid_for_180_days_at_most check (valid_to - issued_on between 0 and 180)
);

-- Reserve cards that lie at a station; card_id is the card that one became.
create table reserve_card_stock (
    serial text primary key,
    station_code text not null references card_station (code),
    received_on date not null,
    received_by text not null,
    card_id uuid references card (id)
);

-- D-20, D-21, D-25. The content is sealed with the student's key, and taken away when it isn't needed any more.
create table passport_copy (
    id uuid primary key,
    student_id uuid not null references student (id),
    case_id uuid not null references student_case (id),
    media_type text not null,
    size int not null,
    content_sealed bytea,
    certified_on date not null,
    certifier_sealed bytea,
    passport_valid_to date,
    uploaded_by text not null,
    uploaded_at timestamptz not null,
    decision text,
    reason text,
    decided_by text,
    decided_at timestamptz,
    erased_at timestamptz,
    constraint a_copy_is_approved_or_rejected check (decision in ('approved', 'rejected')),
    constraint a_decided_copy_says_by_whom_and_when check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null))
);
create index copies_of_a_case on passport_copy (case_id, uploaded_at desc);
create index copies_of_a_student on passport_copy (student_id, uploaded_at desc);

-- D-13, D-31: what the student pays, and whether it is paid.
create table fee (
    id uuid primary key,
    student_id uuid not null references student (id),
    case_id uuid not null references student_case (id),
    card_id uuid references card (id),
    kind text not null,
    amount_kronor int not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    paid_at timestamptz,
    paid_recorded_by text,
    waived_at timestamptz,
    waived_by text,
    waived_reason text,
    constraint a_fee_is_paid_or_waived_or_neither check (paid_at is null or waived_at is null),
    constraint a_waived_fee_says_by_whom_and_why check ((waived_at is null) = (waived_by is null) and (waived_at is null) = (waived_reason is null)),
    constraint a_fee_is_for_a_card_or_an_envelope check (kind in ('lost-card', 'pin-envelope'))
);
create index fees_of_a_case on fee (case_id, recorded_at);

-- D-32: the new name lies here until the HSA team has decided; only then is it the student's.
create table name_change (
    id uuid primary key,
    student_id uuid not null references student (id),
    case_id uuid not null references student_case (id),
    name_sealed bytea not null,
    reported_by text not null,
    reported_at timestamptz not null,
    decision text,
    reason text,
    decided_by text,
    decided_at timestamptz,
    constraint a_name_is_approved_or_rejected check (decision in ('approved', 'rejected'))
);
create unique index one_name_to_decide_a_student on name_change (student_id) where decision is null;
create index name_changes_of_a_case on name_change (case_id, reported_at desc);

-- D-53: both numbers stay in the history. Sealed with the student's key.
create table number_history (
    id bigint generated always as identity primary key,
    student_id uuid not null references student (id),
    numbers_sealed bytea not null,
    recorded_by text not null,
    recorded_at timestamptz not null
);

-- D-15, D-5: what a unit has answered, and whether the placement's own process has begun.
alter table placement
    add column process_started_at timestamptz,
    add column vdi_ordered_at timestamptz,
    add column received_at timestamptz,
    add column answered_by text;

-- A unit, a supervisor or an office of another region sees one placement behind a link of its own.
create table unit_link (
    token_hash bytea primary key,
    placement_id uuid not null references placement (id),
    case_id uuid not null references student_case (id),
    mail_id uuid not null references mail (id),
    expires_at timestamptz not null,
    revoked_at timestamptz
);

alter table mail
    add column audience text not null default 'Student',
    add column subject uuid,
    add column bounced_at timestamptz,
    add column bounce_status text,
    drop constraint a_mail_is_composed_sent_or_refused,
    add constraint a_mail_is_composed_sent_refused_or_bounced check (state in ('composed', 'sent', 'refused', 'cancelled', 'bounced'));
update mail set audience = 'Administrator' where kind in ('RowRejected', 'AskedBack');

update mail
set audience = 'Administrator'
where kind in ('RowRejected', 'AskedBack');

-- D-30: a card's end is told once.
create table expiry_notice (
    student_id uuid not null references student (id),
    valid_to date not null,
    noticed_at timestamptz not null,
    primary key (student_id, valid_to)
);

-- D-64: one mail a day to one person, whatever there is to remind of. The reader is a student or an institution.
create table reminder_day (
    reader text not null,
    day date not null,
    kind text not null,
    primary key (reader, day)
);

-- D-3, D-53: a number that a list has brought for a student whom we know by passport. It is the student's when the HSA team approves.
create table arrived_number (
    case_id uuid primary key references student_case (id),
    student_id uuid not null references student (id),
    number_sealed bytea not null,
    noted_at timestamptz not null
);
