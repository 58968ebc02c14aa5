-- Directory sync: what was found, what a run planned, did and held back, and what people decided. Values of entries are personal
-- and lie only in columns named *_sealed: with the student's own key where the student is known, else with the installation's.

-- The mirror: every entry of the tree as it was read last. Filled by full reads and refreshes; emptied and read again at will.
-- content_hash is keyed: a row is written again where the entry isn't as it was, whatever its CSN says. keys are parts of keyed hashes of
-- everything that a student can be known by in the entry: which entries and students have to be planned together is told without opening any.
create table directory_mirror (
    entry_uuid          uuid primary key,
    entry_csn           text not null,
    branch              text not null,
    personal_number_key text,
    keys                bigint[] not null,
    entry_sealed        bytea not null,
    content_hash        bytea not null,
    master_key          text not null,
    read_at             timestamptz not null
);

-- Where the last read ended. One row, written with what was read; number fences two reads at once.
create table directory_cursor (
    singleton     boolean primary key default true check (singleton),
    number        bigint not null,
    server        text not null,
    cookie        bytea,
    context_csn   text,
    entries       integer not null,
    full_read_at  timestamptz not null,
    read_at       timestamptz not null
);

-- What was proved last: tells our own change from one made by hand.
alter table directory_entry
    add column dn_sealed bytea,
    add column digests jsonb not null default '{}',
    add column closed_at timestamptz,
    add column deleted_at timestamptz;
update directory_entry set closed_at = proved_at where closed;

-- The period that somebody else had entered by hand before our first write: while it runs, ours is never made shorter than it (D-3).
alter table directory_entry
    add column hand_from date,
    add column hand_to date;

-- The periods that an entry is valid for (D-3): of open cases whose last decision is an approval. A question is no decision. Asked for
-- one student and for all: 'no later decision' is a look in an index for the one, and a hash join for the others.
create view approved_period as
select
    enrolment.student_id,
    student_case.id as case_id,
    enrolment.first_day,
    enrolment.last_day
from review_decision decision
join student_case on student_case.id = decision.case_id
join enrolment on enrolment.id = student_case.enrolment_id
where decision.decision = 'approved'
and student_case.closed_at is null
and not exists (
    select
    from review_decision later
    where later.case_id = decision.case_id
    and later.id > decision.id
    and later.decision <> 'asked');

-- What the database has of each student whose entry was proved; students null: of all. Everything that is wanted of an entry rests on
-- these columns alone: the hash of a row tells whether it is still the same. The planner writes the function into the query.
create function directory_wanted(students uuid[])
returns table (
    student_id           uuid,
    personal_number_hash bytea,
    person_sealed        bytea,
    first_day            date,
    last_day             date,
    rs_id                text,
    hsa_id               text,
    is_moving            boolean,
    closed_at            timestamptz,
    valid_from           date,
    valid_to             date,
    hand_from            date,
    hand_to              date,
    entry_uuid           uuid,
    entry_csn            text,
    dn_sealed            bytea,
    digests              jsonb)
language sql stable as $$
    select
        entry.student_id,
        student.personal_number_hash,
        student.person_sealed,
        period.first_day,
        period.last_day,
        rs.value,
        hsa.value,
        entry.student_id::text in (
            select item.key
            from workflow.work_item item
            where item.kind = 'directory'
            and item.state in ('ready', 'leased')),
        entry.closed_at,
        entry.valid_from,
        entry.valid_to,
        entry.hand_from,
        entry.hand_to,
        entry.entry_uuid,
        entry.entry_csn,
        entry.dn_sealed,
        entry.digests
    from directory_entry entry
    join student on student.id = entry.student_id
    join identifier rs on rs.student_id = entry.student_id and rs.kind = 'rsid'
    join identifier hsa on hsa.student_id = entry.student_id and hsa.kind = 'hsa-id'
    left join (
        select approved.student_id, min(approved.first_day) as first_day, max(approved.last_day) as last_day
        from approved_period approved
        where students is null or approved.student_id = any(students)
        group by approved.student_id) period on period.student_id = entry.student_id
    where (students is null or entry.student_id = any(students))
    and entry.deleted_at is null
    and student.protected_at is null
    and student.erased_at is null
    and student.person_sealed is not null
$$;

-- Entries of people who are protected or erased are looked at by nobody (D-4): by what we knew the person by.
create view directory_withheld as
select
    entry.entry_uuid,
    student.personal_number_hash
from student
left join student_key on student_key.student_id = student.id
left join directory_entry entry on entry.student_id = student.id
where student.protected_at is not null
or student.erased_at is not null
or student.person_sealed is null
or student_key.wrapped is null;

-- What needs no look: a student, an entry, or a student and their entry, of which the planner had nothing to do and nothing to say, and
-- whom nothing else is known by. keys are those of directory_mirror, of both; fingerprint is the hash of the row of directory_wanted,
-- basis that of what the answer rested on besides. Empty it at will: the next look then plans for everybody.
create table directory_settled (
    student_id  uuid,
    entry_uuid  uuid,
    fingerprint bigint not null,
    keys        bigint[] not null,
    basis       bigint not null,
    since       date not null,
    until       date not null,
    constraint keys_are_looked_for_one_by_one check (array_length(keys, 1) <= 4),
    constraint a_student_is_settled_once unique (student_id),
    constraint an_entry_is_settled_once unique (entry_uuid)
);

-- Students, and entries, of whom something was written that counts for what is wanted: they aren't settled any more. Only ever added
-- to, so that nobody waits for anybody; a look takes away the rows that it has seen.
create table directory_touched (
    id         bigint generated always as identity primary key,
    student_id uuid,
    entry_uuid uuid
);

create function touch_students_of_new() returns trigger language plpgsql as $$
begin
    insert into directory_touched (student_id)
    select distinct student_id from new_rows;
    return null;
end $$;

create function touch_students_of_cases() returns trigger language plpgsql as $$
begin
    insert into directory_touched (student_id)
    select distinct enrolment.student_id
    from new_rows
    join student_case on student_case.id = new_rows.case_id
    join enrolment on enrolment.id = student_case.enrolment_id;
    return null;
end $$;

create function touch_closed_cases() returns trigger language plpgsql as $$
begin
    insert into directory_touched (student_id)
    select distinct enrolment.student_id
    from new_rows
    join old_rows using (id)
    join enrolment on enrolment.id = new_rows.enrolment_id
    where new_rows.closed_at is distinct from old_rows.closed_at;
    return null;
end $$;

create function touch_changed_enrolments() returns trigger language plpgsql as $$
begin
    insert into directory_touched (student_id)
    select distinct new_rows.student_id
    from new_rows
    join old_rows using (id)
    where (new_rows.first_day, new_rows.last_day, new_rows.student_id) is distinct from (old_rows.first_day, old_rows.last_day, old_rows.student_id);
    return null;
end $$;

create function touch_changed_students() returns trigger language plpgsql as $$
begin
    insert into directory_touched (student_id)
    select new_rows.id
    from new_rows
    join old_rows using (id)
    where (new_rows.personal_number_hash, new_rows.person_sealed, new_rows.protected_at, new_rows.erased_at)
        is distinct from (old_rows.personal_number_hash, old_rows.person_sealed, old_rows.protected_at, old_rows.erased_at);
    return null;
end $$;

create function touch_decided() returns trigger language plpgsql as $$
begin
    insert into directory_touched (student_id, entry_uuid)
    select distinct student_id, entry_uuid from new_rows;
    return null;
end $$;

create trigger students_are_touched after update on student
    referencing old table as old_rows new table as new_rows for each statement execute function touch_changed_students();
create trigger students_are_touched_with_their_keys after update on student_key
    referencing new table as new_rows for each statement execute function touch_students_of_new();
create trigger students_are_touched_with_their_enrolments after update on enrolment
    referencing old table as old_rows new table as new_rows for each statement execute function touch_changed_enrolments();
create trigger students_are_touched_with_their_cases after update on student_case
    referencing old table as old_rows new table as new_rows for each statement execute function touch_closed_cases();
create trigger students_are_touched_with_their_reviews after insert on review_decision
    referencing new table as new_rows for each statement execute function touch_students_of_cases();
create trigger students_are_touched_with_new_identifiers after insert on identifier
    referencing new table as new_rows for each statement execute function touch_students_of_new();
create trigger students_are_touched_with_their_identifiers after update on identifier
    referencing new table as new_rows for each statement execute function touch_students_of_new();
create trigger students_are_touched_with_new_entries after insert on directory_entry
    referencing new table as new_rows for each statement execute function touch_students_of_new();
create trigger students_are_touched_with_their_entries after update on directory_entry
    referencing new table as new_rows for each statement execute function touch_students_of_new();

create table directory_run (
    id           uuid primary key,
    started_at   timestamptz not null,
    finished_at  timestamptz,
    started_by   text not null,
    depth        text not null,
    dry_run      boolean not null,
    undoes       uuid references directory_run (id),
    state        text not null,
    open_items   integer not null default 0,
    node         text not null,
    report       jsonb not null,
    confirmed_at timestamptz,
    given_up_at  timestamptz,
    constraint a_run_state_is_known check (state in ('planned', 'running', 'done', 'held', 'failed'))
);
create index runs_by_time on directory_run (started_at desc);
-- One run writes at a time; a dry run looks on.
create unique index one_run_at_a_time on directory_run ((true)) where not dry_run and state in ('planned', 'running');

-- What the last look was made for: while nothing has changed since, its run needs no other. run_id null: nobody's, or the mirror has
-- changed since.
create table directory_look (
    singleton boolean primary key default true check (singleton),
    run_id    uuid,
    basis     bigint not null,
    day       date not null
);

-- What a run was to do. position is the order.
create table directory_run_item (
    run_id       uuid not null references directory_run (id) on delete cascade,
    position     integer not null,
    student_id   uuid references student (id),
    entry_uuid   uuid,
    situation    text not null,
    kind         text not null,
    plan_sealed  bytea not null,
    master_key   text,
    state        text not null default 'planned',
    code         text,
    detail       text,
    first_seen_at timestamptz not null,
    finished_at  timestamptz,
    primary key (run_id, position),
    constraint an_item_state_is_known check (state in ('planned', 'queued', 'held', 'done', 'superseded', 'failed'))
);
create index run_items_of_a_student on directory_run_item (student_id) where student_id is not null;

-- Each write with the entry as it was before and after: undo and history read it.
create table directory_journal (
    id            bigint generated always as identity primary key,
    at            timestamptz not null,
    run_id        uuid references directory_run (id),
    student_id    uuid references student (id),
    entry_uuid    uuid not null,
    operation     text not null,
    before_sealed bytea,
    after_sealed  bytea,
    master_key    text,
    csn_before    text,
    csn_after     text,
    proved        boolean not null,
    constraint an_operation_is_known check (operation in ('add', 'move', 'modify', 'delete'))
);
create index journal_of_an_entry on directory_journal (entry_uuid, id);
create index journal_of_a_run on directory_journal (run_id, id) where run_id is not null;
create index journal_of_a_student on directory_journal (student_id, id) where student_id is not null;

-- A person's word that a run may do more than the brake lets through: for one kind, once, and not for long.
create table directory_ceiling (
    id          bigint generated always as identity primary key,
    kind        text not null,
    at_most     integer not null check (at_most > 0),
    reason      text not null,
    approved_by text not null,
    approved_at timestamptz not null,
    expires_at  timestamptz not null,
    used_by     uuid references directory_run (id)
);

-- What people decided about drift. attribute null: about the whole situation.
create table directory_decision (
    id          bigint generated always as identity primary key,
    student_id  uuid references student (id),
    entry_uuid  uuid not null,
    situation   text not null,
    attribute   text,
    decision    text not null,
    reason      text,
    until       date,
    digest      text,
    decided_by  text not null,
    decided_at  timestamptz not null,
    revoked_at  timestamptz,
    constraint a_decision_is_known check (decision in ('fix', 'accept', 'exempt')),
    constraint an_exemption_has_reason_and_end check (decision <> 'exempt' or (reason is not null and until is not null))
);
create index decisions_of_an_entry on directory_decision (entry_uuid) where revoked_at is null;
create trigger decided_are_touched after insert on directory_decision
    referencing new table as new_rows for each statement execute function touch_decided();
create trigger decided_are_touched_again after update on directory_decision
    referencing new table as new_rows for each statement execute function touch_decided();

-- The global switch: while it stands, nothing is written to the directory by anybody.
create table directory_read_only (
    singleton boolean primary key default true check (singleton),
    since     timestamptz not null,
    by        text not null,
    reason    text not null
);
