-- Lead times over all cases are read from indexes alone: the rows of these two tables are wide, what is asked of them is narrow.
create index rsid_mails_of_a_case on mail (case_id, sent_at)
    where state = 'sent' and kind in ('RsId', 'RsIdForeign', 'RsIdReserveCard');
create index proved_writes_of_a_student on directory_journal (student_id, at) where proved;
