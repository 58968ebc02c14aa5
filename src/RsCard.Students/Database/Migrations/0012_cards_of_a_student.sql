-- Whoever decides on a case asks for the newest card of its student: without this every step of every case read the whole table.
create index cards_of_a_student on card (student_id, photo_on desc);
