-- What was sent. The text is kept sealed with the student's key, with a placeholder where the status link stood.
create table mail (
    id uuid primary key,
    student_id uuid not null references student (id),
    case_id uuid not null references student_case (id),
    kind text not null,
    message_id text not null,
    language text not null,
    state text not null,
    text_sealed bytea not null,
    composed_at timestamptz not null,
    sent_at timestamptz,
    constraint one_mail_a_message_id unique (message_id),
    constraint a_mail_is_composed_sent_or_refused check (state in ('composed', 'sent', 'refused', 'cancelled'))
);
create index mails_of_a_case on mail (case_id, composed_at);
create index mails_of_a_kind on mail (student_id, kind);

create table status_link (
    token_hash bytea primary key,
    student_id uuid not null references student (id),
    case_id uuid not null references student_case (id),
    mail_id uuid not null references mail (id),
    expires_at timestamptz not null,
    revoked_at timestamptz
);

create table status_read (
    case_id uuid not null references student_case (id),
    read_at timestamptz not null,
    primary key (case_id, read_at)
);
