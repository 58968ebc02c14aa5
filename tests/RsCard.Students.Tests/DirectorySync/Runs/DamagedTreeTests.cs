using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Planning;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>A tree on a real server, damaged in every way that people do.</summary>
public sealed class DamagedTreeTests
{
    private const int Damages = 500;

    [Fact]
    public async Task Five_hundred_damages_of_all_kinds_are_found_and_what_may_be_mended_is_and_a_second_run_plans_nothing()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnteredAsync(Damages);
        Assert.True((await node.SyncAsync(ReadDepth.Full)).InSync);

        var ground = new DamageGround(slapd.StudentBranch.ToString(), slapd.WrongBranch.ToString(), slapd.EmployeeBranch.ToString(), node.Today);
        var damages = TreeDamage.Make(await TargetsAsync(node), ground, Damages, seed: 4);
        await DamageAsync(slapd, damages.SelectMany(damage => damage.Steps));
        await node.Get<CeilingBook>().ApproveAsync(PlanKind.Move, Damages, "skadat med flit", CeilingBook.Usual, HsaTeam, NoToken);

        var run = await node.SyncAsync();
        Assert.Empty(await node.ListAsync<string>("select kind || ' ' || coalesce(last_code || ' ' || last_detail, state) from workflow.work_item"));
        Assert.Equal((RunReport.Done, true, null), (run.State, run.InSync, run.Code));
        var found = (await node.Get<RunBook>().ItemsAsync(run.Id, 0, int.MaxValue, NoToken)).Select(item => (item.Student, item.Situation, item.Kind)).ToHashSet();
        Assert.All(damages.Where(damage => damage.Student is not null), damage => Assert.Contains((damage.Student, damage.Situation, damage.Kind), found));
        Assert.Equal(damages.Count(damage => damage.Kind == PlanKind.Add), run.Applied[PlanKind.Add]);
        Assert.Equal(damages.Count(damage => damage.Kind == PlanKind.Move), run.Applied[PlanKind.Move]);

        var again = await node.SyncAsync(ReadDepth.Full);
        Assert.True(again.InSync);
        Assert.Equal([PlanKind.Decide], again.Planned.Keys.Where(kind => kind != PlanKind.Nothing));
        Assert.Equal(damages.Count(damage => damage.Kind == PlanKind.Decide), again.Planned(PlanKind.Decide));
    }

    internal static async Task<IReadOnlyList<DamageTarget>> TargetsAsync(ProductNode node)
    {
        var mapping = node.Get<AttributeMapping>();
        var branches = node.Get<DirectoryBranches>();
        return
        [
            .. (await node.Get<WantedSet>().LoadAsync(NoToken)).Select(wanted => new DamageTarget(
                wanted.Student,
                branches.NameOf(wanted.Entry.RsId).ToString(),
                mapping.ValuesOf(wanted.Entry).Where(pair => pair.Value.Count > 0).ToDictionary(pair => pair.Key, pair => pair.Value[0]))),
        ];
    }

    internal static async Task DamageAsync(SlapdServer slapd, IEnumerable<TreeStep> steps)
    {
        await using var admin = await slapd.ConnectAsync(slapd.Admin);
        foreach (var chunk in steps.Chunk(50))
        {
            foreach (var result in await Task.WhenAll(chunk.Select(step => ApplyAsync(admin, step))))
                Assert.Equal(LdapResultCode.Success, result.Code);
        }
    }

    private static Task<LdapResult> ApplyAsync(LdapConnection admin, TreeStep step) => step switch
    {
        TreeStep.Add(var dn, var values) => admin.AddAsync(
            DistinguishedName.Parse(dn),
            [LdapAttribute.Text("objectClass", "inetOrgPerson", "rscardPerson"), .. values.Select(pair => LdapAttribute.Text(pair.Key, pair.Value))],
            LdapRequestOptions.None,
            NoToken),
        TreeStep.Delete(var dn) => admin.DeleteAsync(DistinguishedName.Parse(dn), LdapRequestOptions.None, NoToken),
        TreeStep.Rename(var dn, var rdn, var parent) => admin.ModifyDnAsync(
            DistinguishedName.Parse(dn), DistinguishedName.Parse(rdn).Rdn, deleteOldRdn: true, parent is null ? null : DistinguishedName.Parse(parent), LdapRequestOptions.None, NoToken),
        TreeStep.Replace(var dn, var attribute, var values) => admin.ModifyAsync(
            DistinguishedName.Parse(dn), [LdapModification.Replace(attribute, values)], LdapRequestOptions.None, NoToken),
        _ => throw new InvalidOperationException(),
    };
}
