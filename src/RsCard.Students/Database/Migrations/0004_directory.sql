-- Identifiers are given once and never again (D-52): rows here are never deleted.
create table identifier (
    kind text not null,
    value text not null,
    student_id uuid not null references student (id),
    allocated_at timestamptz not null,
    primary key (kind, value),
    constraint one_identifier_of_a_kind_a_student unique (kind, student_id),
    constraint an_identifier_is_an_rsid_or_an_hsa_id check (kind in ('rsid', 'hsa-id'))
);
create sequence rs_id_number;
create sequence hsa_id_number;

-- What we last proved about the student's entry, by reading it back. Card facts are the directory's, read-only for us (D-8).
create table directory_entry (
    student_id uuid primary key references student (id),
    entry_uuid uuid not null unique,
    entry_csn text not null,
    valid_from date not null,
    valid_to date not null,
    closed boolean not null default false,
    card_state text,
    card_has_photo boolean,
    card_valid_to date,
    card_has_same_name boolean,
    proved_at timestamptz not null
);
