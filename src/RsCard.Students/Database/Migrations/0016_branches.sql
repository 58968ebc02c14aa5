-- A secret link of a unit, a supervisor or an office to one placement (D-5, D-15): as a status link, one of its own for every mail.
create table unit_link (
    token_hash bytea primary key,
    placement_id uuid not null references placement (id),
    case_id uuid not null references student_case (id),
    mail_id uuid not null references mail (id),
    expires_at timestamptz not null,
    revoked_at timestamptz
);

-- Who reads a mail.
alter table mail add column audience text not null default 'Student';
update mail set audience = 'Administrator' where kind in ('RowRejected', 'AskedBack');
