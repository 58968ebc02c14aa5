--   open --retry ordered--> retrying --the work went through, and the case went on--> mended
--    ^                        |
--    +-------failed again-----+      open, retrying --by hand, with a reason--> resolved
--                                    open, retrying --the case moved on without it--> superseded
-- One row for one trouble, however often it comes back: attempts are counted up.
alter table workflow.incident
    add column state text not null default 'open',
    add column signal text,
    add column retried_at timestamptz,
    add column resolved_by text;

-- What was called 'retried' was never proved, so it isn't called mended.
update workflow.incident
set state = case
        when resolution = 'succeeded on retry' then 'mended'
        when resolution like 'the case %' then 'superseded'
        else 'resolved'
    end
where resolved_at is not null;

alter table workflow.incident
    add constraint incident_state_is_known check (state in ('open', 'retrying', 'mended', 'resolved', 'superseded')),
    add constraint incident_that_has_ended_says_when check ((resolved_at is null) = (state in ('open', 'retrying')));

create unique index one_unresolved_fault_for_each_signal on workflow.incident (correlation_id, signal)
    where resolved_at is null and signal is not null;

-- retried: an incident waits for the outcome. lost: how many leases of the item have run out in a row, its worker dead or frozen
-- each time; an attempt that ended, however badly, sets it back: an item that kills its worker is told from one that fails.
alter table workflow.work_item
    add column retried boolean not null default false,
    add column lost integer not null default 0;
