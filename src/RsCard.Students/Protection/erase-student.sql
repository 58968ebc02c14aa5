-- What is personal of these students, everywhere but in the directory's tables (EntryErasure). What stays: the cases' ids, the entry's
-- UUID, identifiers, states and dates, and the fact (D-4).
update student_key
set wrapped = null,
    destroyed_at = @now
where student_id = any(@students)
and wrapped is not null;

update student
set personal_number_hash = null,
    passport_hash = null,
    likeness_hash = null,
    person_sealed = null,
    protected_at = coalesce(protected_at, @now),
    erased_at = coalesce(erased_at, @now)
where id = any(@students);

update student_case
set closed_at = coalesce(student_case.closed_at, @now),
    outcome = 'protected'
from enrolment
where enrolment.id = student_case.enrolment_id
and enrolment.student_id = any(@students);

-- Where somebody can be met, and by whom, is as telling as an address.
update placement
set unit = placement.id::text,
    unit_email = null,
    supervisor_email = null
from enrolment
where enrolment.id = placement.enrolment_id
and enrolment.student_id = any(@students);

update submission_row
set cells_sealed = null,
    errors = '[]',
    note = null
where student_id = any(@students);

update review_decision
set reason = null
from student_case c
join enrolment on enrolment.id = c.enrolment_id
where review_decision.case_id = c.id
and enrolment.student_id = any(@students);

update status_link
set revoked_at = coalesce(revoked_at, @now)
where student_id = any(@students);

update unit_link
set revoked_at = coalesce(unit_link.revoked_at, @now)
from student_case c
join enrolment on enrolment.id = c.enrolment_id
where unit_link.case_id = c.id
and enrolment.student_id = any(@students);

update mail
set state = case when state = 'composed' then 'cancelled' else state end,
    text_sealed = ''
where student_id = any(@students);

update passport_copy
set content_sealed = null,
    certifier_sealed = null,
    reason = null,
    erased_at = coalesce(erased_at, @now)
where student_id = any(@students);

update card
set companion_sealed = null
where student_id = any(@students);

update name_change
set name_sealed = '',
    reason = null
where student_id = any(@students);

update student_report
set text_sealed = null,
    answer_sealed = null,
    answered_by = coalesce(answered_by, 'system'),
    answered_at = coalesce(answered_at, @now)
where student_id = any(@students);

delete from arrived_number
where student_id = any(@students);

delete from number_history
where student_id = any(@students);

-- Drafts lie sealed with the key that is gone; nothing of them is kept either.
update workflow.work_item
set payload = payload - 'Draft'
where split_part(key, '/', 1) = any(@keys)
and kind = 'mail';
