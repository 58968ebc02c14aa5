-- D-64: what a reader's digest has told, and when last: what is new is told at once, what is overdue again after some days, and
-- nothing every day. An item is a case's step, an unread mail or a placement, by its id.
create table digest_item (
    reader text not null,
    item text not null,
    told_on date not null,
    primary key (reader, item)
);
