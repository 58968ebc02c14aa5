-- What students say is wrong on the page behind the secret link, where no step of a process is for it: somebody's turn until it is
-- answered. Texts are sealed with the student's key. Saying the same twice is saying it once.
create table student_report (
    id uuid primary key,
    student_id uuid not null references student (id),
    case_id uuid not null references student_case (id),
    kind text not null,
    turn text not null,
    text_sealed bytea,
    reported_at timestamptz not null,
    answer_sealed bytea,
    answered_by text,
    answered_at timestamptz,
    constraint a_report_is_of_a_known_kind check (kind in ('dates', 'mail-address', 'other-person', 'registered-address', 'other')),
    constraint a_report_is_somebodys_turn check (turn in ('StudyAdministrator', 'HsaTeam')),
    constraint an_answered_report_says_by_whom_and_when check ((answered_by is null) = (answered_at is null))
);
create unique index one_open_report_of_a_kind on student_report (case_id, kind) where answered_at is null;
create index reports_of_a_case on student_report (case_id, reported_at);

-- The counter's list of the day: where something was registered and what, without anything personal. The order itself is erased when it
-- has been carried out.
alter table held_action
    add column place text,
    add column what text;
create index held_actions_of_a_place on held_action (place, held_at) where place is not null;
