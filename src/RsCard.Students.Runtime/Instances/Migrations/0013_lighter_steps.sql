-- Every step of every case reads and writes these: what isn't needed there costs a third of a step.

-- The state is read whole and written whole: as jsonb it was half as large again, and taken apart and put together each time.
alter table workflow.instance
    alter column state type json using state::json;

-- Bookmarks and timers are written in the transaction that holds their instance, and removed with it (EndedInstances): looking
-- the instance up and locking it again for each row was half the time of inserting them.
alter table workflow.bookmark
    drop constraint bookmark_belongs_to_an_instance;
alter table workflow.timer
    drop constraint timer_belongs_to_an_instance;
