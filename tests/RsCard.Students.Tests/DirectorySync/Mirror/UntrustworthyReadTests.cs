using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.DirectorySync.Mirror.ScriptedDirectory;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Mirror;

/// <summary>What can't be the whole truth is an error with its code, ends, and changes nothing of the mirror.</summary>
public sealed class UntrustworthyReadTests(ReadNode shared) : IClassFixture<ReadNode>
{
    private const int Size = 10;

    private readonly SlapdServer slapd = shared.Slapd;

    private static readonly Dictionary<string, Func<int, ScriptedPage>> Lies = new()
    {
        ["the same page for ever"] = _ => new(Page(0), "same"),
        ["the same page under other cookies"] = number => new(Page(0), $"cookie {number}"),
        ["two pages in a circle"] = number => new(Page(number % 2), $"cookie {number}"),
        ["ever more entries"] = number => new(Page(number), $"cookie {number}"),
        ["more entries in a page than there can be"] = _ => new([.. Enumerable.Range(0, 101).Select(Entry)]),
        ["empty pages for ever"] = number => new([], $"cookie {number}"),
        ["no word of further pages"] = _ => new(Page(0), Cookie: null),
        ["size limit"] = number => new(Page(number), number == 0 ? "next" : "", number == 0 ? 0 : 4),
        ["time limit"] = _ => new(Page(0), Code: 3),
        ["administrative limit"] = _ => new([], Code: 11),
        ["a reference in the middle"] = _ => new(Page(0), Reference: "ldap://other.example/c=SE"),
        ["a referral"] = _ => new([], Code: 10),
        ["no base"] = _ => new([], Code: 32),
        ["no entryUUID"] = _ => new([new("uid=1,c=SE", [("entryCSN", "x"u8.ToArray())])]),
        ["an entryUUID that is none"] = _ => new([new("uid=1,c=SE", [("entryUUID", "x"u8.ToArray())])]),
        ["a break in the middle"] = number => new(Page(number), "next", number == 0 ? 0 : null),
        ["busy"] = _ => new([], Code: 51),
    };

    [Theory]
    [InlineData("the same page for ever", "DIR-033")]
    [InlineData("the same page under other cookies", "DIR-033")]
    [InlineData("two pages in a circle", "DIR-033")]
    [InlineData("ever more entries", "DIR-033")]
    [InlineData("more entries in a page than there can be", "DIR-033")]
    [InlineData("empty pages for ever", "DIR-036")]
    [InlineData("no word of further pages", "DIR-033")]
    [InlineData("size limit", "DIR-031")]
    [InlineData("time limit", "DIR-031")]
    [InlineData("administrative limit", "DIR-031")]
    [InlineData("a reference in the middle", "DIR-032")]
    [InlineData("a referral", "DIR-032")]
    [InlineData("no base", "DIR-035")]
    [InlineData("no entryUUID", "DIR-034")]
    [InlineData("an entryUUID that is none", "DIR-034")]
    [InlineData("a break in the middle", "DIR-001")]
    [InlineData("busy", "DIR-001")]
    public async Task Answer_that_can_not_be_the_truth_is_an_error_and_changes_nothing(string lie, string code)
    {
        var node = shared.Node;
        var before = await StateAsync(node);
        Assert.NotEmpty(before);

        await using var liar = new ScriptedDirectory("dn:" + slapd.Reader.Dn, Lies[lie]);
        await using var reader = await node.BesideAsync(MirrorNode.With(new()
        {
            Port = liar.Port,
            PageSize = Size,
            MostEntries = 100,
            ReadLimit = lie == "empty pages for ever" ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1),
        }));
        Assert.Equal(code, await reader.FailingReadAsync());
        Assert.Equal(before, await StateAsync(node));
    }

    [Fact]
    public async Task Pages_that_are_right_are_read_to_the_end_and_bytes_that_are_not_text_are_never_equal_to_any()
    {
        await using var server = new ScriptedDirectory("dn:" + slapd.Reader.Dn, number => number switch
        {
            0 => new(Page(0), "next"),
            1 => new([], "an empty page is allowed"),
            _ => new([.. Page(1), new("uid=odd," + slapd.WrongBranch, [.. Entry(99).Values, ("cn", [0xC3, 0x28])])]),
        });
        await using var node = await ProductNode.StartAsync(slapd, change: MirrorNode.With(new() { Port = server.Port, PageSize = Size }));
        var report = await node.ReadAsync(ReadDepth.Full);
        Assert.Equal(("full", (2 * Size) + 1), (report.Way, report.Entries));
        Assert.Contains('\uFFFD', (await node.MirrorAsync()).Single(entry => entry.Values.ContainsKey("cn")).Values["cn"][0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dn:")]
    [InlineData("dn:cn=sync,ou=Systemkonton,o=Region Skåne,l=Skåne län,c=SE")]
    [InlineData("u:reader")]
    public async Task Account_that_is_not_the_readers_is_an_error_before_anything_is_read(string account)
    {
        await using var server = new ScriptedDirectory(account, _ => new(Page(0)));
        await using var node = await shared.Node.BesideAsync(MirrorNode.With(new() { Port = server.Port }));
        var before = await StateAsync(node);
        Assert.Equal("DIR-030", await node.FailingReadAsync());
        Assert.Equal(before, await StateAsync(node));
    }

    [Theory]
    [InlineData("ou=Finns inte,o=Region Skåne,l=Skåne län,c=SE")]
    [InlineData("o=Annan,c=NO")]
    public async Task Base_that_the_server_does_not_have_is_an_error_and_changes_nothing(string baseDn)
    {
        var node = shared.Node;
        var before = await StateAsync(node);
        Assert.NotEmpty(before);
        await using var elsewhere = await node.BesideAsync(MirrorNode.With(new() { BaseDn = baseDn }));
        Assert.Equal("DIR-035", await elsewhere.FailingReadAsync());
        Assert.Equal(before, await StateAsync(node));
    }

    [Fact]
    public async Task Server_that_is_killed_in_the_middle_of_a_full_read_leaves_the_mirror_as_it_was()
    {
        await using var own = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(own, change: MirrorNode.With(new() { PageSize = Size, UseContentSync = false }));
        for (var i = 0; i < 2 * Size; i++)
            await node.Site.AddEntryAsync(own.WrongBranch, new StudentRow());
        var full = await node.ReadAsync(ReadDepth.Full);
        var before = await StateAsync(node);
        await node.Site.AddEntryAsync(own.WrongBranch, new StudentRow());

        var killed = await Assert.ThrowsAsync<DirectoryReadException>(() => node.Get<MirrorReader>().ReadAsync(ReadDepth.Full, Once(own.KillAsync), NoToken));
        Assert.Equal("DIR-001", killed.Code);
        Assert.Equal(before, await StateAsync(node));

        await own.InitializeAsync();
        var after = await node.ReadAsync(ReadDepth.Full);
        Assert.Equal((full.Entries + 1, 1), (after.Entries, after.Changed));
    }

    [Fact]
    public async Task Read_that_another_one_has_overtaken_is_left()
    {
        await using var node = await ProductNode.StartAsync(slapd, change: MirrorNode.With(new() { PageSize = Size, UseContentSync = false }));
        await node.ReadAsync(ReadDepth.Full);
        var overtaken = await Assert.ThrowsAsync<DirectoryReadException>(() => node.Get<MirrorReader>().ReadAsync(
            ReadDepth.Full,
            Once(() => node.ExecuteAsync("update directory_cursor set number = number + 1")),
            NoToken));
        Assert.Equal("DIR-037", overtaken.Code);
    }

    /// <summary>Happens when the first entries have come.</summary>
    private static Action<int> Once(Func<Task> act)
    {
        var done = false;
        return _ =>
        {
            if (!done)
                act().GetAwaiter().GetResult();
            done = true;
        };
    }

    private static IReadOnlyList<ScriptedEntry> Page(int number) => [.. Enumerable.Range(number * Size, Size).Select(Entry)];

    private static Task<List<string>> StateAsync(ProductNode node) => node.ListAsync<string>(
        "select md5((m.*)::text) as row from directory_mirror m union all select (c.*)::text from directory_cursor c order by row");
}

/// <summary>A node that has read its directory, shared by tests that change nothing of it: another node beside it is the one that fails.</summary>
public sealed class ReadNode : IAsyncLifetime
{
    private ProductNode? node;

    public SlapdServer Slapd { get; } = new();

    internal ProductNode Node => node ?? throw new InvalidOperationException("not begun");

    public async Task InitializeAsync()
    {
        await Slapd.InitializeAsync();
        try
        {
            node = await ProductNode.StartAsync(Slapd);
            await node.ReadAsync(ReadDepth.Full);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        await Slapd.DisposeAsync();
    }
}
