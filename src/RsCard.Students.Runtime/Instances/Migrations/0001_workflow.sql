-- Workflow runtime: definitions, instances, what waits, timers, work items, incidents, the shared clock.
create schema workflow;

create table workflow.definition (
    hash          text        not null,
    definition_id text        not null,
    version       integer     not null,
    name          text        not null,
    json          text        not null,
    created_at    timestamptz not null default now(),
    constraint definition_is_identified_by_its_content primary key (hash)
);

create table workflow.instance (
    id               uuid        not null,
    correlation_id   uuid        not null,
    definition_hash  text        not null,
    definition_id    text        not null,
    parent_id        uuid,
    parent_execution integer,
    status           text        not null,
    state            jsonb       not null,
    revision         integer     not null default 1,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    finished_at      timestamptz,
    constraint instance_has_one_id primary key (id),
    constraint instance_runs_a_stored_definition foreign key (definition_hash) references workflow.definition (hash),
    constraint instance_status_is_known check (status in ('suspended', 'finished', 'faulted', 'cancelled')),
    constraint child_instance_names_the_execution_that_waits check ((parent_id is null) = (parent_execution is null)),
    constraint ended_instance_says_when check ((status = 'suspended') = (finished_at is null))
) with (fillfactor = 70);

-- Neither index has a column that an ordinary step changes, so that a step is a HOT update.
create index instance_by_case on workflow.instance (correlation_id);
create index instance_by_definition on workflow.instance (definition_hash) where status = 'suspended';

-- One row for each open execution, whatever it waits for: 'whose turn is it' is one select.
create table workflow.bookmark (
    instance_id    uuid        not null,
    execution      integer     not null,
    correlation_id uuid        not null,
    activity_id    text        not null,
    kind           text        not null,
    name           text,
    owner          text,
    since          timestamptz not null,
    due_by         timestamptz,
    constraint bookmark_is_one_execution primary key (instance_id, execution),
    constraint bookmark_belongs_to_an_instance foreign key (instance_id) references workflow.instance (id) on delete cascade,
    constraint bookmark_kind_is_known check (kind in ('signal', 'timer', 'work', 'child', 'event'))
);
create index bookmark_by_case on workflow.bookmark (correlation_id);
create index bookmark_by_name on workflow.bookmark (name, since) where kind = 'signal';

-- due_at is business time. Execution 0 is an instance whose very start failed and is tried again.
create table workflow.timer (
    instance_id    uuid        not null,
    execution      integer     not null,
    correlation_id uuid        not null,
    due_at         timestamptz not null,
    failures       integer     not null default 0,
    constraint timer_is_one_execution primary key (instance_id, execution),
    constraint timer_belongs_to_an_instance foreign key (instance_id) references workflow.instance (id) on delete cascade
);
create index timer_by_due_time on workflow.timer (due_at);

--   ready --claim--> leased --done--> (row removed, the waiting step resumed in the same transaction)
--     ^               | |  |
--     |--failed-------+ |  +--failed for good, or too often--> dead --retry by a person--> ready
--     +--stopped, lease run out--+
-- One item of a key is leased at a time, the oldest first. A dead one holds back its own kind only.
-- due_at and leased_until are real time, on the database's clock. A leased item whose case has moved on is marked as
-- cancelled: it may still finish, but isn't tried again.
create table workflow.work_item (
    id             bigint      generated always as identity,
    kind           text        not null,
    key            text        not null,
    payload        jsonb       not null,
    correlation_id uuid,
    instance_id    uuid,
    execution      integer,
    state          text        not null default 'ready',
    due_at         timestamptz not null default now(),
    attempt        integer     not null default 0,
    lease_token    uuid,
    leased_until   timestamptz,
    cancelled      boolean     not null default false,
    last_code      text,
    last_detail    text,
    created_at     timestamptz not null default now(),
    constraint work_item_has_one_id primary key (id),
    constraint work_item_state_is_known check (state in ('ready', 'leased', 'dead')),
    constraint leased_work_item_has_a_lease check ((state = 'leased') = (lease_token is not null and leased_until is not null)),
    constraint awaited_work_item_names_the_execution check ((instance_id is null) = (execution is null))
) with (fillfactor = 70);
create index work_item_by_due_time on workflow.work_item (kind, due_at, id) where state = 'ready';
create unique index one_work_item_in_flight_for_each_key on workflow.work_item (key) where state = 'leased';
create index work_item_by_key on workflow.work_item (key, id) where state = 'ready';
create index dead_work_item_by_key on workflow.work_item (key, kind, id) where state = 'dead';
create index work_item_by_lease_end on workflow.work_item (leased_until) where state = 'leased';
create index work_item_by_instance on workflow.work_item (instance_id, execution) where instance_id is not null;
create index work_item_by_case on workflow.work_item (correlation_id) where correlation_id is not null;

create table workflow.incident (
    id             bigint      generated always as identity,
    kind           text        not null,
    correlation_id uuid,
    instance_id    uuid,
    execution      integer,
    activity_id    text,
    work_item_id   bigint,
    work_kind      text,
    code           text        not null,
    detail         text        not null,
    attempts       integer     not null,
    created_at     timestamptz not null default now(),
    last_seen_at   timestamptz not null default now(),
    resolved_at    timestamptz,
    resolution     text,
    constraint incident_has_one_id primary key (id),
    constraint incident_kind_is_known check (kind in ('work', 'fault')),
    constraint resolved_incident_says_how check ((resolved_at is null) = (resolution is null))
);
create index incident_unresolved on workflow.incident (created_at) where resolved_at is null;
create index incident_by_case on workflow.incident (correlation_id) where correlation_id is not null;
create unique index one_unresolved_incident_for_each_work_item on workflow.incident (work_item_id)
    where resolved_at is null and work_item_id is not null;
create unique index one_unresolved_fault_for_each_execution on workflow.incident (instance_id, execution)
    where resolved_at is null and kind = 'fault' and execution is not null;

-- One row: how far business time stands ahead of real time. Zero in production.
create table workflow.clock (
    singleton boolean  not null default true,
    shift     interval not null default interval '0',
    constraint clock_has_one_row primary key (singleton),
    constraint clock_row_is_the_only_one check (singleton)
);
insert into workflow.clock default values;
