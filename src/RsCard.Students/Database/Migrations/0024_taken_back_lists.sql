-- A list can be taken back: its students who are new by it and not yet decided about leave the review, as if it had never been sent.
alter table submission
    add column taken_back_at timestamptz,
    add column taken_back_by text;
