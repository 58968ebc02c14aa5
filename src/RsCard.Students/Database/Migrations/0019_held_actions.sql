-- What somebody has done on a page and may still take back: it is carried out when the time for that is over. Those of one click are a
-- batch. Without a due time it waits for a second person.
create table held_action (
    id uuid primary key,
    batch_id uuid not null,
    kind text not null,
    case_id uuid not null references student_case (id),
    actor text not null,
    seconded_by text,
    held_at timestamptz not null,
    due_at timestamptz,
    state text not null default 'held',
    code text,
    ended_at timestamptz,
    order_sealed bytea,
    constraint a_held_action_has_one_of_four_ends check (state in ('held', 'done', 'undone', 'refused')),
    constraint a_held_action_ends_at_a_time check ((state = 'held') = (ended_at is null)),
    constraint nobody_seconds_their_own check (seconded_by <> actor)
);
create unique index one_held_action_a_case on held_action (case_id) where state = 'held';
create index held_actions_of_a_batch on held_action (batch_id);
create index refused_held_actions on held_action (kind, ended_at) where state = 'refused';

-- Who of the HSA team has taken a case on, so that two don't look at the same one.
create table review_claim (
    case_id uuid primary key references student_case (id),
    claimed_by text not null,
    claimed_at timestamptz not null
);
