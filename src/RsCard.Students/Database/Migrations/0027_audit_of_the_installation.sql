-- Changes of what holds for all students are few among millions of events: the page that lists them reads these alone.
create index audit_of_the_installation on audit_event (id) where case_id is null and student_id is null;
