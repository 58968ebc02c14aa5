-- People, their enrolments and cases. Personal values lie only in columns named *_sealed, encrypted with the
-- student's own key (D-41): destroying the key erases them wherever a copy lies (D-40, D-4).

create table institution (
    code text primary key,
    name text not null,
    email text not null,
    header_names jsonb not null default '{}'
);

create table card_station (
    code text primary key,
    name text not null,
    address text not null,
    opening_hours text not null default '',
    active boolean not null default true
);

create table student (
    id uuid primary key,
    personal_number_hash bytea,
    passport_hash bytea,
    likeness_hash bytea,
    person_sealed bytea,
    created_at timestamptz not null,
    protected_at timestamptz,
    erased_at timestamptz,
    constraint one_student_a_personal_number unique (personal_number_hash),
    constraint one_student_a_passport unique (passport_hash)
);

-- Same birth date and similar name: a person to match by hand, never automatically (D-3).
create index students_of_a_likeness on student (likeness_hash);

create table student_key (
    student_id uuid primary key references student (id),
    master_key text not null,
    wrapped bytea,
    destroyed_at timestamptz,
    constraint a_key_is_there_until_it_is_destroyed check ((wrapped is null) = (destroyed_at is not null))
);

create table enrolment (
    id uuid primary key,
    student_id uuid not null references student (id),
    institution_code text not null references institution (code),
    programme text not null,
    first_day date not null,
    last_day date not null,
    created_at timestamptz not null,
    constraint one_enrolment_a_programme unique (student_id, institution_code, programme),
    constraint a_period_ends_after_it_begins check (last_day >= first_day)
);
create index enrolments_of_an_institution on enrolment (institution_code, created_at);

create table student_case (
    id uuid primary key,
    enrolment_id uuid not null references enrolment (id),
    opened_at timestamptz not null,
    closed_at timestamptz,
    outcome text,
    constraint one_case_an_enrolment unique (enrolment_id)
);

create table placement (
    id uuid primary key,
    enrolment_id uuid not null references enrolment (id),
    unit text not null,
    unit_kind text not null,
    first_day date,
    last_day date,
    unit_email text,
    supervisor_email text,
    constraint one_placement_a_unit_and_first_day unique nulls not distinct (enrolment_id, unit, first_day),
    constraint a_unit_is_public_private_or_halmstad check (unit_kind in ('public', 'private', 'halmstad'))
);
