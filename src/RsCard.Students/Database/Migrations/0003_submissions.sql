-- A list as sent, with rows of protected people taken out before anything is stored (D-2, D-4).

create table submission (
    id uuid primary key,
    institution_code text not null references institution (code),
    submitted_by text not null,
    received_at timestamptz not null,
    file_name text not null,
    format text not null,
    encoding text,
    delimiter text,
    row_count int not null,
    today date not null,
    master_key text not null,
    head_sealed bytea not null,
    state text not null,
    applied_at timestamptz,
    constraint a_submission_is_received_or_applied check (state in ('received', 'applied'))
);
create index submissions_of_an_institution on submission (institution_code, received_at);

-- cells_sealed is the row as sent: sealed with the master key until the row belongs to a student, then with the student's
-- own, so that erasing the student erases the row in every list. A protected row has no cells at all.
create table submission_row (
    submission_id uuid not null references submission (id),
    row_number int not null,
    verdict text,
    note text,
    errors jsonb not null default '[]',
    forecast text,
    cells_sealed bytea,
    student_id uuid references student (id),
    enrolment_id uuid references enrolment (id),
    primary key (submission_id, row_number)
);
create index rows_still_to_apply on submission_row (submission_id, row_number) where verdict is null;

create table review_decision (
    id bigint generated always as identity primary key,
    case_id uuid not null references student_case (id),
    decision text not null,
    reason text,
    decided_by text not null,
    decided_at timestamptz not null,
    constraint a_decision_is_one_of_four check (decision in ('approved', 'own-card', 'rejected', 'asked'))
);
create index decisions_of_a_case on review_decision (case_id, id);

-- Why a case stands in review, said when it got there ('new', 'wrong-branch', 'employee', 'other-name', 'resubmitted', 'station').
create table review_reason (
    case_id uuid not null references student_case (id),
    reason text not null,
    submission_id uuid references submission (id),
    row_number int,
    noted_at timestamptz not null,
    primary key (case_id, reason)
);
