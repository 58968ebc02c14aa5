-- What an instance is about within its case, where a case may have several at once (two placements, two cards). Children have their
-- parent's; null: the case itself.
alter table workflow.instance
    add column subject uuid;
