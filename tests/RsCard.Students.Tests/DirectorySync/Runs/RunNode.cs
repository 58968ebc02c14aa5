using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>What tests of runs ask of a node.</summary>
internal static class RunNode
{
    public static Task<RunReport> OrderAsync(this ProductNode node, ReadDepth depth = ReadDepth.Changes, bool dryRun = false) =>
        node.Get<SyncRunner>().RunAsync(new RunOrder(depth, dryRun, HsaTeam), (_, _, _) => { }, NoToken);

    /// <summary>A run to its end; on a busy machine a write may need a second attempt.</summary>
    public static async Task<RunReport> SyncAsync(this ProductNode node, ReadDepth depth = ReadDepth.Changes)
    {
        var run = await node.OrderAsync(depth);
        for (var round = 0; run.IsOpen && round < 20; round++)
        {
            await node.RetryNowAsync();
            await node.RunAsync();
            run = await node.ReportAsync(run.Id);
        }

        return run;
    }

    public static async Task<RunReport> ReportAsync(this ProductNode node, Guid run) => (await node.Get<RunBook>().GetAsync(run, NoToken))!;

    /// <summary>Students with entries of their own, proved by the process.</summary>
    public static async Task<StudentRow[]> EnteredAsync(this ProductNode node, int count)
    {
        var rows = Enumerable.Range(0, count).Select(_ => new StudentRow()).ToArray();
        await node.EnterAsync(rows);
        return rows;
    }

    public static Task SetAsync(this ProductNode node, StudentRow row, string attribute, params string[] values) =>
        node.ChangeAsync(row, LdapModification.Replace(attribute, values));

    public static Task<List<string>> JournalAsync(this ProductNode node, Guid run) =>
        node.ListAsync<string>("select operation || case when proved then '' else '?' end from directory_journal where run_id = @run order by id", new { run });

    /// <summary>What was to be written: the class's tests share a directory, whose other entries are a person's to decide.</summary>
    public static Task<List<string>> ItemsAsync(this ProductNode node, Guid run) =>
        node.ListAsync<string>("select kind || ' ' || state || coalesce(' ' || code, '') from directory_run_item where run_id = @run and kind <> 'Decide' order by position", new { run });

    public static Task<Guid> StudentOfAsync(this ProductNode node, StudentRow row) =>
        node.ScalarAsync<Guid>("select id from student where encode(personal_number_hash, 'base64') = @key", new { key = node.KeyOf(row) });

    /// <summary>A change that no trigger sees.</summary>
    public static Task UnnoticedAsync(this ProductNode node, string sql, object? parameters) =>
        node.ExecuteAsync($"set session_replication_role = replica; {sql}; set session_replication_role = origin", parameters);

    public static int Planned(this RunReport run, PlanKind kind) => run.Planned.GetValueOrDefault(kind);
}
