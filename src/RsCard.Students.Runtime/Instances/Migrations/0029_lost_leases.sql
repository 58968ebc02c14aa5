-- How many leases of this item have run out in a row: its worker died, or was frozen, each time. An attempt that ended,
-- however badly, sets it back: an item that kills its worker is told from one that fails, or that was near when others died.
alter table workflow.work_item add column lost integer not null default 0;
