-- Open pages are told what changed, whoever changed it: a notification on the channel 'pages' with a topic, at commit, once for a topic
-- and transaction. A topic names no person. More than 20 cases at once are told of as 'cases' alone.

create function tell_pages_of_cases() returns trigger language plpgsql as $$
declare
    one uuid;
    several uuid[] := array(select distinct case_id from new_rows where case_id is not null limit 21);
begin
    if cardinality(several) > 0 then
        perform pg_notify('pages', 'cases');
    end if;
    if cardinality(several) <= 20 then
        foreach one in array several loop
            perform pg_notify('pages', 'case:' || one);
        end loop;
    end if;
    return null;
end
$$;

-- Whatever happens to a case is in the audit trail (D-40).
create trigger pages_are_told_of_cases after insert on audit_event
    referencing new table as new_rows
    for each statement execute function tell_pages_of_cases();

create function tell_pages_of_lists() returns trigger language plpgsql as $$
begin
    perform pg_notify('pages', 'list:' || submission_id)
    from (select distinct submission_id from new_rows) as changed;
    return null;
end
$$;

create trigger pages_are_told_of_rows after update on submission_row
    referencing new table as new_rows
    for each statement execute function tell_pages_of_lists();

create function tell_pages_of_a_list() returns trigger language plpgsql as $$
begin
    perform pg_notify('pages', 'list:' || new.id);
    perform pg_notify('pages', 'lists');
    return null;
end
$$;

create trigger pages_are_told_of_a_list after insert or update on submission
    for each row execute function tell_pages_of_a_list();

create function tell_pages_of_work() returns trigger language plpgsql as $$
begin
    perform pg_notify('pages', 'work');
    return null;
end
$$;

create trigger pages_are_told_of_jobs after update of started_at, ended_at on recurring_job
    for each statement execute function tell_pages_of_work();
create trigger pages_are_told_of_incidents after insert or update on workflow.incident
    for each statement execute function tell_pages_of_work();
