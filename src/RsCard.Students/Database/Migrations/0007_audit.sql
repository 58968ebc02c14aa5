-- Insert-only. 'transaction' orders rows for the seals: every transaction below the oldest running one is over,
-- so the rows between two such marks are a closed batch that no later commit can enter (D-40).
create table audit_event (
    id bigint generated always as identity primary key,
    transaction xid8 not null default pg_current_xact_id(),
    at timestamptz not null,
    actor text not null,
    action text not null,
    case_id uuid,
    student_id uuid,
    facts jsonb not null,
    personal_sealed bytea
);
create index audit_of_a_case on audit_event (case_id, id);
create index audit_in_sealing_order on audit_event (transaction, id);

create table audit_seal (
    number bigint primary key,
    from_transaction xid8 not null,
    to_transaction xid8 not null,
    event_count bigint not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    constraint one_seal_a_beginning unique (from_transaction)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are only inserted', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger audit_is_only_inserted before update or delete or truncate on audit_event
    for each statement execute function refuse_change();
create trigger seals_are_only_inserted before update or delete or truncate on audit_seal
    for each statement execute function refuse_change();
create trigger identifiers_are_never_taken_back before delete or truncate on identifier
    for each statement execute function refuse_change();
