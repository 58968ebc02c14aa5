-- Directory sync: what was found, what a run planned, did and held back, and what people decided. Values of entries are personal
-- and lie only in columns named *_sealed: with the student's own key where the student is known, else with the installation's.

-- The mirror: every entry of the tree as it was read last. Filled by full reads and refreshes; emptied and read again at will.
-- content_hash is keyed: a row is written again where the entry isn't as it was, whatever its CSN says.
create table directory_mirror (
    entry_uuid          uuid primary key,
    entry_csn           text not null,
    branch              text not null,
    personal_number_key text,
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

-- The periods that an entry is valid for (D-3): of open cases whose last decision is an approval. A question is no decision.
create view approved_period as
select
    enrolment.student_id,
    student_case.id as case_id,
    enrolment.first_day,
    enrolment.last_day
from student_case
join enrolment on enrolment.id = student_case.enrolment_id
where student_case.closed_at is null
and (
    select decision
    from review_decision
    where case_id = student_case.id
    and decision <> 'asked'
    order by id desc
    limit 1) = 'approved';

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
    given_up_at  timestamptz,
    constraint a_run_state_is_known check (state in ('planned', 'running', 'done', 'held', 'failed'))
);
create index runs_by_time on directory_run (started_at desc);
-- One run writes at a time; a dry run looks on.
create unique index one_run_at_a_time on directory_run ((true)) where not dry_run and state in ('planned', 'running');

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

-- The global switch: while it stands, nothing is written to the directory by anybody.
create table directory_read_only (
    singleton boolean primary key default true check (singleton),
    since     timestamptz not null,
    by        text not null,
    reason    text not null
);
