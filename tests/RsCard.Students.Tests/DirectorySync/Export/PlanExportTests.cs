using System.Diagnostics;
using RsCard.Ldap;
using RsCard.Students.DirectorySync.Export;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using RsCard.Students.Tests.DirectorySync.Planning;
using RsCard.Students.Tests.DirectorySync.Runs;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Export;

/// <summary>A plan as LDIF, carried out by another program.</summary>
public sealed class PlanExportTests
{
    [Fact]
    public async Task Damaged_tree_is_mended_by_ldapmodify_with_the_exported_plan_and_then_nothing_is_planned()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnteredAsync(39);
        var ground = new DamageGround(slapd.StudentBranch.ToString(), slapd.WrongBranch.ToString(), slapd.EmployeeBranch.ToString(), node.Today);
        var damages = TreeDamage.Make(await DamagedTreeTests.TargetsAsync(node), ground, 39, seed: 9);
        await DamagedTreeTests.DamageAsync(slapd, damages.SelectMany(damage => damage.Steps));
        var plan = (await LookAsync(node)).Plan;
        Assert.True(plan.Count(PlanKind.Add) > 0 && plan.Count(PlanKind.Move) > 0);

        var ldif = new StringWriter();
        Assert.True(node.Get<PlanExport>().Write(ldif, plan.Entries) >= plan.Writes.Count());
        await ModifyAsync(slapd, ldif.ToString());

        var again = (await LookAsync(node)).Plan;
        Assert.Empty(again.Writes);
        Assert.Equal(plan.Count(PlanKind.Decide), again.Count(PlanKind.Decide));
    }

    [Fact]
    public async Task Entry_that_has_changed_since_the_plan_refuses_its_change()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        await node.ExecuteAsync("update directory_entry set digests = '{}'");
        await node.SetAsync(row, "mail", "old@example.se");
        var plan = (await LookAsync(node)).Plan;
        var change = Assert.IsType<LdapChange.Modify>(Assert.Single(node.Get<PlanExport>().Of(plan.Entries)).Change);
        await node.SetAsync(row, "mail", "newer@example.se");

        await using var admin = await slapd.ConnectAsync(slapd.Admin);
        var result = await admin.ModifyAsync(change.Dn, change.Modifications, LdapRequestOptions.None, NoToken);
        Assert.Equal(LdapResultCategory.ValueMismatch, result.Category);
        Assert.Equal("newer@example.se", (await node.EntryAsync(row)).Text("mail"));
    }

    private static Task<Looked> LookAsync(ProductNode node) => node.Get<SyncLook>().LookAsync(ReadDepth.Full, run: null, (_, _, _) => { }, NoToken);

    private static async Task ModifyAsync(SlapdServer slapd, string ldif)
    {
        var folder = Directory.CreateTempSubdirectory("rscard-export-").FullName;
        try
        {
            var password = Path.Combine(folder, "password");
            await File.WriteAllTextAsync(password, slapd.Admin.Password);
            var start = new ProcessStartInfo("ldapmodify", ["-x", "-H", slapd.LdapsUri.ToString(), "-D", slapd.Admin.Dn.ToString(), "-y", password])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            start.Environment["LDAPTLS_CACERT"] = slapd.CaFile;
            using var process = Process.Start(start) ?? throw new InvalidOperationException("ldapmodify doesn't start");
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(ldif);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            await output;
            Assert.True(process.ExitCode == 0, await errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
