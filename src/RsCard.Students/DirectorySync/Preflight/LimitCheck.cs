using System.Globalization;
using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>The reader may read the whole tree: no size or time limit cuts it short.</summary>
internal sealed class LimitCheck(DirectoryOptions options, Action<CheckFinding> say)
{
    private const int PageSize = 500;

    public async Task LookAsync(LdapConnection reader, RootDse server, CancellationToken cancellationToken)
    {
        var isPaged = server.SupportedControls.Contains(LdapOid.PagedResults);
        var began = TimeProvider.System.GetTimestamp();
        var entries = 0;
        var search = new LdapSearch(DistinguishedName.Parse(options.BaseDn), LdapScope.Subtree, LdapFilter.Everything, ["1.1"]) { PageSize = isPaged ? PageSize : 0 };
        var expected = $"the reader to read the whole tree{(isPaged ? " in pages" : "")}";
        try
        {
            await foreach (var _ in reader.SearchAsync(search, LdapRequestOptions.None, cancellationToken))
                entries++;
            var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            say(CheckFinding.Ok("CHK-080", "the reader reads the whole tree", $"{entries} entries in {took} s"));
        }
        catch (LdapResultException cut) when (cut.Result.Category == LdapResultCategory.LimitExceeded)
        {
            say(CheckFinding.Error("CHK-080", expected, $"cut off after {entries} entries with {(int)cut.Result.Code} ({cut.Result.Code})", "lift the size and time limits of the reader (and of Sync) on the server"));
        }
        catch (LdapException broken)
        {
            say(CheckFinding.Error("CHK-080", expected, $"after {entries} entries: {broken.Message}", "look at the server's log; Directory:OperationLimit is the time for one page"));
        }
    }
}
