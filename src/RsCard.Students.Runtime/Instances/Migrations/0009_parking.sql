-- A break in a case: its clocks stand still until it is resumed.
create table workflow.parked_case (
    correlation_id uuid        not null,
    since          timestamptz not null,
    reason         text        not null,
    parked_by      text        not null,
    constraint case_is_parked_once primary key (correlation_id)
);

-- A stopped timer is due at 'infinity', so that the poll and its index know nothing of it; what it was due at, and when it
-- was stopped, tell what is left. All business time.
alter table workflow.timer
    add column in_break text not null default 'keeps-rest',
    add column stopped_at timestamptz,
    add column stopped_due_at timestamptz,
    add constraint timer_says_what_a_break_does check (in_break in ('keeps-rest', 'keeps-date', 'runs-on')),
    add constraint stopped_timer_never_fires check (
        (stopped_at is null) = (stopped_due_at is null)
        and (stopped_at is null or due_at = 'infinity'));

-- Timers of earlier releases say nothing of it themselves: the wait for the period's end closes access and runs on, the
-- reminders before a placement keep their dates.
update workflow.timer
set in_break = case instance.definition_id when 'period-end' then 'runs-on' else 'keeps-date' end
from workflow.instance
where instance.id = timer.instance_id
    and instance.definition_id in ('period-end', 'placement', 'pickup');
