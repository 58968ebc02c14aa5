using RsCard.Ldap;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Mirror;

/// <summary>An entry that was deleted leaves its identifiers behind, for ever the student's own (D-52).</summary>
public sealed class TombstoneTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D52_RSid_and_HSA_id_of_a_deleted_entry_are_never_given_again_though_the_directory_no_longer_knows_them()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (row, gone) = await DeletedAsync(node);
        Assert.Empty(await node.Get<WantedSet>().LoadAsync(NoToken));
        Assert.Empty(await node.EntriesAsync(row));

        // Even a sequence that was set back gives other numbers.
        await node.ExecuteAsync("select setval('rs_id_number', (select last_value - 1 from rs_id_number)), setval('hsa_id_number', (select last_value - 1 from hsa_id_number))");
        var other = new StudentRow();
        await node.EnterAsync(other);
        var given = await node.EntryAsync(other);
        Assert.NotEqual(gone.Text("rsId"), given.Text("rsId"));
        Assert.NotEqual(gone.Text("hsaIdentity"), given.Text("hsaIdentity"));
    }

    [Fact]
    public async Task D7_Student_who_comes_back_after_the_entry_was_deleted_gets_a_new_one_with_the_same_RSid_and_HSA_id()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (row, gone) = await DeletedAsync(node);
        await node.SubmitAsync("LU", row with { Programme = "Specialistutbildning" });
        await node.ApproveAllAsync();
        var back = await node.EntryAsync(row);
        Assert.Equal((gone.Text("rsId"), gone.Text("hsaIdentity"), "active"), (back.Text("rsId"), back.Text("hsaIdentity"), back.Text("studentStatus")));
        var wanted = Assert.Single(await node.Get<WantedSet>().LoadAsync(NoToken));
        Assert.Equal(Guid.Parse(back.Text("entryUUID")!), wanted.Proved?.EntryUuid);
        Assert.Null(await node.ScalarAsync<DateTime?>("select coalesce(deleted_at, closed_at) from directory_entry"));
    }

    private static async Task<(StudentRow Row, LdapEntry Gone)> DeletedAsync(ProductNode node)
    {
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        await node.Get<CaseDesk>().WithdrawAsync(id, "Avbrott.", "staff:LU", NoToken);
        await node.RunAsync();
        var gone = await node.EntryAsync(row);
        await node.DeleteAsync(row);
        await using var connection = await node.Data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var student = new StudentId(await node.ScalarAsync<Guid>("select student_id from directory_entry"));
        await node.Get<EntryProofs>().RecordDeletedAsync(transaction, [student], NoToken);
        await transaction.CommitAsync();
        return (row, gone);
    }
}
