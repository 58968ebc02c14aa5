using Microsoft.Extensions.DependencyInjection;
using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Mirror;

/// <summary>What tests of the mirror ask of a node.</summary>
internal static class MirrorNode
{
    /// <summary>The site's directory, read in this way.</summary>
    public static Action<IServiceCollection> With(Reading reading) => services =>
    {
        var there = (DirectoryOptions)services.Last(service => service.ServiceType == typeof(DirectoryOptions)).ImplementationInstance!;
        services.AddSingleton(new DirectoryOptions
        {
            Host = there.Host,
            Port = reading.Port ?? there.Port,
            Security = reading.Port is null ? there.Security : "Plain",
            CertificateAuthority = there.CertificateAuthority,
            OperationLimit = there.OperationLimit,
            Reader = reading.Reader ?? there.Reader,
            Sync = there.Sync,
            Mover = there.Mover,
            UseContentSync = reading.UseContentSync,
            PageSize = reading.PageSize,
            ReadLimit = reading.ReadLimit,
            MostEntries = reading.MostEntries,
            PersonFilter = reading.PersonFilter,
            BaseDn = reading.BaseDn ?? there.BaseDn,
            DeleteAfterDays = reading.DeleteAfterDays,
        });
    };

    public static Task<ReadReport> ReadAsync(this ProductNode node, ReadDepth depth) => node.Get<MirrorReader>().ReadAsync(depth, _ => { }, NoToken);

    public static async Task<string> FailingReadAsync(this ProductNode node, ReadDepth depth = ReadDepth.Full) =>
        (await Assert.ThrowsAsync<DirectoryReadException>(() => node.ReadAsync(depth))).Code;

    public static Task<IReadOnlyList<MirroredEntry>> MirrorAsync(this ProductNode node) => node.Get<DirectoryMirror>().LoadAsync(NoToken);

    public static async Task<MirroredEntry> MirroredAsync(this ProductNode node, StudentRow row) =>
        Assert.Single(await node.MirrorAsync(), entry => entry.PersonalNumberKey == node.KeyOf(row));

    public static string KeyOf(this ProductNode node, StudentRow row) => Convert.ToBase64String(node.Get<MasterKeys>().HashOfNumber(row.Number.Digits));

    public static Task ChangeOneAsync(this ProductNode node, string dn, params LdapModification[] changes) =>
        node.Site.ByHandAsync(admin => admin.ModifyAsync(DistinguishedName.Parse(dn), changes, LdapRequestOptions.None, NoToken));

    public static async Task ChangeAsync(this ProductNode node, StudentRow row, LdapModification change)
    {
        var dn = (await node.EntryAsync(row)).Dn;
        await node.Site.ByHandAsync(admin => admin.ModifyAsync(dn, [change], LdapRequestOptions.None, NoToken));
    }

    public static async Task MoveAsync(this ProductNode node, StudentRow row, DistinguishedName to)
    {
        var dn = (await node.EntryAsync(row)).Dn;
        await node.Site.ByHandAsync(admin => admin.ModifyDnAsync(dn, dn.Rdn, deleteOldRdn: false, to, LdapRequestOptions.None, NoToken));
    }

    public static async Task DeleteAsync(this ProductNode node, StudentRow row)
    {
        var dn = (await node.EntryAsync(row)).Dn;
        await node.Site.ByHandAsync(admin => admin.DeleteAsync(dn, LdapRequestOptions.None, NoToken));
    }

    /// <summary>Entry by entry what the directory holds, seen with the administrator's rights.</summary>
    public static async Task AssertMirrorIsTrueAsync(this ProductNode node) =>
        Assert.Equal(
            (await node.Site.FindAsync(LdapFilter.Parse("(objectClass=person)"))).Select(entry => (IdOf(entry), MarkOf(entry))).Order(),
            (await node.MirrorAsync()).Select(entry => (entry.EntryUuid, (string?)entry.EntryCsn)).Order());

    /// <summary>What changes with every write.</summary>
    public static string? MarkOf(LdapEntry entry) => entry.Text("entryCSN") ?? entry.Text("modifyTimestamp");

    /// <summary>What names the entry for good: nsUniqueId on 389 Directory Server, else entryUUID.</summary>
    public static Guid IdOf(LdapEntry entry) =>
        EntryId.TryParse(entry.Text(EntryId.NsUniqueId) ?? entry.Text(EntryId.EntryUuid), out var id) ? id : throw new InvalidOperationException($"{entry.Dn} has no id");
}

/// <summary>What a test changes of how the directory is read.</summary>
internal sealed record Reading
{
    public bool UseContentSync { get; init; } = true;

    public int PageSize { get; init; } = 1000;

    public TimeSpan ReadLimit { get; init; } = TimeSpan.FromMinutes(10);

    public int MostEntries { get; init; } = 1_000_000;

    public int DeleteAfterDays { get; init; }

    public string PersonFilter { get; init; } = "(objectClass=person)";

    public string? BaseDn { get; init; }

    public DirectoryAccount? Reader { get; init; }

    /// <summary>A plain port, of another server than the site's.</summary>
    public int? Port { get; init; }
}
