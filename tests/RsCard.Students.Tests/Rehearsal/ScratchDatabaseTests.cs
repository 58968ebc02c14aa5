using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Database;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;
using RsCard.Students.Web.Rehearsal;

namespace RsCard.Students.Tests.Rehearsal;

/// <summary>A rehearsal has tables of its own, and leaves everything as it was.</summary>
public sealed class ScratchDatabaseTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Real_tables_directory_and_mail_stay_as_they_were()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow(), new StudentRow());
        var before = await StateAsync(node);
        using var site = new RehearsalSite(node.Site.Database.ConnectionString);
        var report = await site.RehearseAsync(RehearsalSite.Plan(20, 20));
        Assert.True(report.Mails["RsId"] > 0);
        Assert.Equal(before, await StateAsync(node));
        Assert.Equal(["keys"], Directory.EnumerateFileSystemEntries(site.Folder).Select(Path.GetFileName));
        Assert.False(await RehearsalSite.ExistsAsync(Assert.Single(site.Databases)));
    }

    [Fact]
    public async Task Rehearsal_that_is_cancelled_leaves_no_database()
    {
        using var site = new RehearsalSite();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => site.RehearseAsync(RehearsalSite.Plan(20, 365), day =>
        {
            if (day.Number == 3)
                stop.Cancel();
        }, stop.Token));
        Assert.False(await RehearsalSite.ExistsAsync(Assert.Single(site.Databases)));
    }

    [Fact]
    public async Task Rehearsal_that_fails_leaves_no_database()
    {
        using var site = new RehearsalSite();
        var nothing = Directory.CreateDirectory(Path.Combine(site.Folder, "empty")).FullName;
        var refused = await Assert.ThrowsAsync<RefusedDefinitionsException>(() => site.RehearseAsync(RehearsalSite.Plan(5, 5, workflows: nothing)));
        Assert.Contains("enrolment", refused.Message, StringComparison.Ordinal);
        Assert.False(await RehearsalSite.ExistsAsync(Assert.Single(site.Databases)));
    }

    [Fact]
    public async Task What_a_killed_rehearsal_left_is_dropped_by_the_next_and_one_that_runs_is_not()
    {
        var left = $"rehearsal_20260101120000_{Guid.NewGuid().ToString("N")[..8]}";
        await DatabaseServer.CreateAsync(new NpgsqlConnectionStringBuilder(RehearsalSite.Server) { Database = left }.ConnectionString, CancellationToken.None);
        await using var running = await ScratchDatabase.CreateAsync(RehearsalSite.Server, TimeProvider.System, CancellationToken.None);
        await using (var next = await ScratchDatabase.CreateAsync(RehearsalSite.Server, TimeProvider.System, CancellationToken.None))
        {
            Assert.True(await RehearsalSite.ExistsAsync(next.Name));
            Assert.True(await RehearsalSite.ExistsAsync(running.Name));
        }

        Assert.False(await RehearsalSite.ExistsAsync(left));
    }

    [Fact]
    public async Task Database_of_another_name_is_never_dropped()
    {
        var other = $"rehearsal_of_{Guid.NewGuid():N}";
        var connectionString = new NpgsqlConnectionStringBuilder(RehearsalSite.Server) { Database = other }.ConnectionString;
        await DatabaseServer.CreateAsync(connectionString, CancellationToken.None);
        await using (await ScratchDatabase.CreateAsync(RehearsalSite.Server, TimeProvider.System, CancellationToken.None))
            Assert.True(await RehearsalSite.ExistsAsync(other));
        await DatabaseServer.DropAsync(connectionString, CancellationToken.None);
    }

    [Fact]
    public async Task Account_that_may_not_create_databases_is_told_so()
    {
        var account = $"rehearsal_{Guid.NewGuid():N}";
        await ExecuteAsync($"create role {account} login nocreatedb");
        try
        {
            var connectionString = new NpgsqlConnectionStringBuilder(RehearsalSite.Server) { Username = account }.ConnectionString;
            var refused = await Assert.ThrowsAsync<RehearsalException>(() => ScratchDatabase.CreateAsync(connectionString, TimeProvider.System, CancellationToken.None));
            Assert.Contains("REH-001", refused.Message, StringComparison.Ordinal);
            Assert.Contains(account, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            await ExecuteAsync($"drop role {account}");
        }
    }

    private static async Task<string> StateAsync(ProductNode node)
    {
        var entries = await node.Site.FindAsync(LdapFilter.Present("objectClass"));
        return string.Join('\n', [
            await DatabaseDump.ReadAsync(node.Data),
            .. entries.Select(entry => $"{entry.Dn} {entry.Text("entryCSN")}").Order(StringComparer.Ordinal),
            .. node.Site.MailFiles(),
        ]);
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(RehearsalSite.Server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
