-- Pictures that a counter's camera took (D-11), sealed with the student's key, until the card isn't on its way any more.
create table card_photo (
    card_id uuid primary key references card (id),
    student_id uuid not null references student (id),
    size int not null,
    content_sealed bytea,
    taken_by text not null,
    taken_at timestamptz not null,
    erased_at timestamptz,
    constraint a_picture_is_kept_or_was_erased check ((content_sealed is null) = (erased_at is not null))
);
create index pictures_of_a_student on card_photo (student_id);
