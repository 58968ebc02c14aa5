using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public abstract class SearchTests(PrivateDirectory server)
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;

    [Fact]
    public async Task A_search_over_many_pages_gives_each_entry_once()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        var ids = Enumerable.Range(0, 57).Select(_ => TestEntries.NewRsId()).ToList();
        await Task.WhenAll(ids.Select(id => connection.AddStudentAsync(server, id, LdapAttribute.Text("title", "paged"))));
        var search = new LdapSearch(server.StudentBranch, LdapScope.OneLevel, LdapFilter.Equal("title", "paged"), ["rsId"]) { PageSize = 10 };

        var streamed = new List<string?>();
        await foreach (var entry in connection.SearchAsync(search, None, Never))
            streamed.Add(entry.Text("rsId"));
        var whole = await connection.SearchAllAsync(search, None, Never);

        Assert.Equal(ids, streamed.Order());
        Assert.Equal(ids, whole.Entries.Select(entry => entry.Text("rsId")).Order());
        Assert.True(whole.Result.IsSuccess);
    }

    [Theory]
    [InlineData(LdapScope.Base, 1)]
    [InlineData(LdapScope.OneLevel, 7)]
    [InlineData(LdapScope.Subtree, 8)]
    public async Task The_scope_says_how_far_a_search_goes(LdapScope scope, int expected)
    {
        await using var connection = await server.ConnectAsync(server.Reader);

        var found = await connection.SearchAllAsync(new LdapSearch(server.Groups, scope, LdapFilter.Everything, TestEntries.NoAttributes), None, Never);

        Assert.Equal(expected, found.Entries.Count);
        Assert.All(found.Entries, entry => Assert.Empty(entry.Attributes));
    }

    [Fact]
    public async Task A_member_is_found_in_its_groups()
    {
        await using var connection = await server.ConnectAsync(server.Reader);
        var filter = LdapFilter.Equal("member", server.EmployeeBranch.Child("uid", "karber").ToString());

        var found = await connection.SearchAllAsync(new LdapSearch(server.Groups, LdapScope.OneLevel, filter, ["cn"]), None, Never);

        Assert.Equal(["study-administrators-LU"], found.Entries.Select(entry => entry.Text("cn")));
    }

    [Fact]
    public async Task A_cut_answer_is_never_taken_for_the_whole()
    {
        await using var connection = await server.ConnectAsync(server.Reader);
        var search = new LdapSearch(server.Groups, LdapScope.OneLevel, LdapFilter.Everything, TestEntries.NoAttributes) { SizeLimit = 3, PageSize = 0 };

        var whole = await connection.SearchAllAsync(search, None, Never);
        var cut = await Assert.ThrowsAsync<LdapResultException>(() => CountAsync(connection.SearchAsync(search, None, Never)));

        Assert.Equal((LdapResultCategory.LimitExceeded, 3), (whole.Result.Category, whole.Entries.Count));
        Assert.Equal(LdapResultCode.SizeLimitExceeded, cut.Result.Code);
    }

    [Fact]
    public async Task A_search_left_early_leaves_the_connection_in_order()
    {
        await using var connection = await server.ConnectAsync(server.Reader);
        var search = new LdapSearch(server.Base, LdapScope.Subtree, LdapFilter.Everything, []) { PageSize = 3 };

        for (var round = 0; round < 50; round++)
        {
            await foreach (var _ in connection.SearchAsync(search, None, Never))
                break;
        }

        Assert.Equal(server.Reader.Dn, await connection.BoundNameAsync(None, Never));
    }

    [Theory]
    [InlineData("Müller-Ørsted d'Arc, \"x\" #1 \\")]
    [InlineData("#först")]
    [InlineData("a*b(c)d\\2a")]
    [InlineData("plus+lika=med;mindre<större>")]
    [InlineData("学生 😀")]
    public async Task A_nasty_name_survives_as_value_as_filter_and_as_name(string name)
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        var dn = server.StudentBranch.Child("cn", name);

        var added = await connection.AddAsync(dn, TestEntries.Student(TestEntries.NewRsId(), name), None, Never);
        Assert.True(added.IsSuccess, added.Diagnostic);
        var byName = await connection.FindAsync(dn, ["cn"], None, Never);
        var byFilter = await connection.SearchAllAsync(new LdapSearch(server.StudentBranch, LdapScope.OneLevel, LdapFilter.Equal("cn", name), ["cn"]), None, Never);
        var byText = await connection.SearchAllAsync(new LdapSearch(server.StudentBranch, LdapScope.OneLevel, LdapFilter.Parse(LdapFilter.Equal("cn", name).ToString()), ["cn"]), None, Never);

        Assert.Equal(name, byName!.Text("cn"));
        Assert.Equal(dn, byName.Dn);
        Assert.Equal(name, Assert.Single(byFilter.Entries).Dn.Rdn.ValueOf("cn"));
        Assert.Equal(name, Assert.Single(byText.Entries).Text("cn"));
        Assert.True((await connection.DeleteAsync(byName.Dn, None, Never)).IsSuccess);
    }

    [Theory]
    [InlineData("(&(objectClass=inetOrgPerson)(|(uid=emmnor)(uid=johfri))(!(cardState=active)))", "johfri")]
    [InlineData("(cn=J*ha*isk)", "johfri")]
    [InlineData("(cardValidTo<=20280101000000Z)", "nilalm")]
    [InlineData("(&(cardValidTo>=20300101000000Z)(cardHasPhoto=TRUE))", "emmnor")]
    [InlineData("(sn:caseExactMatch:=Vik)", "lisvik")]
    [InlineData("(sn~=Vik)", "lisvik")]
    public async Task Every_kind_of_filter_means_to_the_server_what_it_says(string filter, string expected)
    {
        await using var connection = await server.ConnectAsync(server.Reader);

        var found = await connection.SearchAllAsync(new LdapSearch(server.EmployeeBranch, LdapScope.OneLevel, LdapFilter.Parse(filter), ["uid"]), None, Never);

        Assert.Equal([expected], found.Entries.Select(entry => entry.Text("uid")));
    }

    private static async Task<int> CountAsync(IAsyncEnumerable<LdapEntry> entries)
    {
        var count = 0;
        await foreach (var _ in entries)
            count++;
        return count;
    }
}
