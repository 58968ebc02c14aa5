namespace RsCard.Students.CrashHarness;

/// <summary>What no database may hold when all is done: each query gives what breaks its rule.</summary>
internal static class Rules
{
    public static IReadOnlyList<(string What, string Sql)> All { get; } =
    [
        ("work item that is left",
            """
            select format('%s %s %s, attempt %s, %s %s', id, kind, state, attempt, last_code, last_detail)
            from workflow.work_item
            """),
        ("work item whose step isn't open",
            """
            select format('%s %s %s', item.id, item.kind, item.state)
            from workflow.work_item as item
            where item.instance_id is not null
                and not exists (
                    select
                    from workflow.bookmark
                    join workflow.instance on instance.id = bookmark.instance_id
                    where bookmark.instance_id = item.instance_id
                        and bookmark.execution = item.execution
                        and bookmark.kind = 'work'
                        and instance.status = 'suspended')
            """),
        ("step that waits for work that isn't there",
            """
            select format('%s %s', instance_id, activity_id)
            from workflow.bookmark
            where kind = 'work'
                and not exists (
                    select
                    from workflow.work_item as item
                    where item.instance_id = bookmark.instance_id
                        and item.execution = bookmark.execution)
            """),
        ("wait of an instance that has ended",
            """
            select format('%s %s', bookmark.instance_id, activity_id)
            from workflow.bookmark
            join workflow.instance on instance.id = bookmark.instance_id
            where status <> 'suspended'
            """),
        ("timer that nothing waits for",
            """
            select format('%s %s', instance_id, execution)
            from workflow.timer
            where not exists (
                select
                from workflow.bookmark
                where bookmark.instance_id = timer.instance_id
                    and bookmark.execution = timer.execution)
            """),
        ("incident",
            """
            select format('%s %s %s after %s attempts: %s', kind, work_kind, code, attempts, detail)
            from workflow.incident
            where resolved_at is null
            """),
        ("work that was given up before ten workers were lost with it",
            """
            select format('%s %s', incident.id, work_kind)
            from workflow.incident
            where code = 'WORK-005'
                and (select count(*) from harness.claim where item = work_item_id) < 10
            """),
        ("step that was done twice",
            """
            select format('%s %s: %s times', facts ->> 'instance', entry, count(*))
            from audit_event, jsonb_array_elements_text(facts -> 'journal') as journal (entry)
            where action = 'workflow.advanced'
                and split_part(entry, ':', 2) = 'Completed'
            group by facts ->> 'instance', split_part(entry, ':', 1), entry
            having count(*) > 1
            """),
        ("act that was noted twice",
            """
            select format('%s of %s: %s times', action, case_id, count(*))
            from audit_event
            where action in ('review.approved', 'review.rejected', 'directory.added', 'station.photo', 'station.pickup')
                and facts ->> 'refused' is null
            group by action, case_id
            having count(*) > 1
            """),
        ("mail that was noted twice as sent",
            """
            select format('%s: %s times', facts ->> 'mail', count(*))
            from audit_event
            where action = 'mail.sent'
            group by facts ->> 'mail'
            having count(*) > 1
            """),
        ("mail noted as sent without its audit event, or the other way round",
            """
            select coalesce(mail.id::text, facts ->> 'mail')
            from mail
            full join (select facts from audit_event where action = 'mail.sent') as noted on facts ->> 'mail' = mail.id::text
            where (mail.state = 'sent') is distinct from (facts is not null)
            """),
        ("list that isn't applied",
            """
            select id::text
            from submission
            where state <> 'applied'
            """),
    ];
}
