namespace RsCard.Students.Benchmarks;

internal static class WaitingTimers
{
    /// <summary>Adds cases that wait a year and more, like the first instance of the database but for their ids. Set-based, so that a million take a minute.</summary>
    public static async Task AddAsync(ScratchDatabase database, int count, CancellationToken cancellationToken) => await database.ExecuteAsync(
        $"""
        set session_replication_role = replica;
        create temporary table new_case as
        select gen_random_uuid() as id, gen_random_uuid() as correlation_id, number
        from generate_series(1, {count}) as number;
        insert into workflow.instance (id, correlation_id, definition_hash, definition_id, status, state, created_at, updated_at)
        select new_case.id, new_case.correlation_id, definition_hash, definition_id, status, state, created_at, updated_at
        from new_case, (select * from workflow.instance limit 1) as first;
        insert into workflow.timer (instance_id, execution, correlation_id, due_at)
        select id, 3, correlation_id, now() + interval '1 year' + number * interval '1 minute'
        from new_case;
        drop table new_case;
        set session_replication_role = origin;
        """,
        cancellationToken);
}
