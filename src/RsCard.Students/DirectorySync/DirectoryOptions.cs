using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync;

/// <summary>Where the region's directory is, and what its branches and attributes are called (D-44).</summary>
public sealed class DirectoryOptions
{
    public const string Section = "Directory";

    /// <summary>Host name or address of the server. No default.</summary>
    public string Host { get; init; } = "";

    /// <summary>Default 636.</summary>
    public int Port { get; init; } = 636;

    /// <summary><c>Ldaps</c> (default), <c>StartTls</c>, or <c>Plain</c>, which a production installation refuses.</summary>
    public string Security { get; init; } = "Ldaps";

    /// <summary>Path of the certificate authority (PEM) that the server's certificate is proved against. No default.</summary>
    public string CertificateAuthority { get; init; } = "";

    /// <summary>Time limit of one operation. Default 10 s, 1–300 s.</summary>
    public TimeSpan OperationLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Everything lies below it.</summary>
    public string BaseDn { get; init; } = "o=Region Skåne,l=Skåne län,c=SE";

    /// <summary>The only branch that students are entered under.</summary>
    public string StudentBranch { get; init; } = "ou=Personal under utbildning,o=Region Skåne,l=Skåne län,c=SE";

    /// <summary>Employees' entries: read, never written (D-8).</summary>
    public string EmployeeBranch { get; init; } = "ou=Personal,o=Region Skåne,l=Skåne län,c=SE";

    /// <summary>Groups that give staff their roles.</summary>
    public string GroupBranch { get; init; } = "ou=Grupper,o=Region Skåne,l=Skåne län,c=SE";

    /// <summary>LDAP names of attributes that the directory calls otherwise than <see cref="DirectoryNames"/>: our name → its name.</summary>
    public Dictionary<string, string> AttributeNames { get; init; } = [];

    /// <summary>Attributes that are kept otherwise than by default, and further ones: our name → who is master, and which value.</summary>
    public Dictionary<string, MappedAttributeOptions> Mapping { get; init; } = [];

    /// <summary>What is said of an open entry of the student branch that nobody wants: <c>Decide</c> (default) puts it before a person, <c>Ignore</c> says nothing.</summary>
    public string Unwanted { get; init; } = "Decide";

    /// <summary>How much one run of the reconciliation may do without a person's word.</summary>
    public BrakeOptions Brake { get; init; } = new();

    /// <summary>Which entries are people, as a filter (RFC 4515): these are mirrored and reconciled. Default <c>(objectClass=person)</c>.</summary>
    public string PersonFilter { get; init; } = "(objectClass=person)";

    /// <summary>Entries in one page of a long read. Default 1000, 10–10000.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Whether changes are asked for by RFC 4533 where the server offers it; without, by time of change. Default true.</summary>
    public bool UseContentSync { get; init; } = true;

    /// <summary>Time limit of reading everything. Default 10 min, 5 s – 2 h.</summary>
    public TimeSpan ReadLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A read that shows more entries is stopped: no region has so many people. Default 1000000, 1–10000000.</summary>
    public int MostEntries { get; init; } = 1_000_000;

    /// <summary>How long a run's writes may go on before the next run takes over and plans what is left anew, from its start (1 min – 6 h).</summary>
    public TimeSpan RunAtMost { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Days after its closing that an entry is deleted; 0 (default) never. Its RSid and HSA-id are never given again (D-52). 0–3650.</summary>
    public int DeleteAfterDays { get; init; }

    /// <summary>What new entries are, beside a name. Default <c>inetOrgPerson</c> and <c>rscardPerson</c>.</summary>
    public string ObjectClasses { get; init; } = "inetOrgPerson rscardPerson";

    /// <summary>The account that searches the whole tree.</summary>
    public DirectoryAccount Reader { get; init; } = new();

    /// <summary>The account that writes below the student branch, and nowhere else.</summary>
    public DirectoryAccount Sync { get; init; } = new();

    /// <summary>The account that may move an entry from a wrong branch into the student branch (D-7).</summary>
    public DirectoryAccount Mover { get; init; } = new();

    /// <summary>What the directory calls one of <see cref="DirectoryNames"/>.</summary>
    public string NameOf(string attribute) => AttributeNames.GetValueOrDefault(attribute, attribute);

    public IEnumerable<string> Problems()
    {
        if (Host.Length == 0)
            yield return $"expected {nameof(Host)} to be the server's name, got nothing";
        if (Port is < 1 or > 65535)
            yield return $"expected {nameof(Port)} to be 1–65535, got {Port}";
        if (Security is not ("Ldaps" or "StartTls" or "Plain"))
            yield return $"expected {nameof(Security)} to be Ldaps, StartTls or Plain, got '{Security}'";
        if (Security != "Plain" && !File.Exists(CertificateAuthority))
            yield return $"expected {nameof(CertificateAuthority)} to be the path of a PEM file, got '{CertificateAuthority}'";
        if (OperationLimit < TimeSpan.FromSeconds(1) || OperationLimit > TimeSpan.FromSeconds(300))
            yield return $"expected {nameof(OperationLimit)} to be 1–300 s, got {OperationLimit}";
        if (!IsFilter(PersonFilter))
            yield return $"expected {nameof(PersonFilter)} to be a filter as in RFC 4515, got '{PersonFilter}'";
        if (PageSize is < 10 or > 10_000)
            yield return $"expected {nameof(PageSize)} to be 10–10000, got {PageSize}";
        if (ReadLimit < TimeSpan.FromSeconds(5) || ReadLimit > TimeSpan.FromHours(2))
            yield return $"expected {nameof(ReadLimit)} to be 5 s – 2 h, got {ReadLimit}";
        if (MostEntries is < 1 or > 10_000_000)
            yield return $"expected {nameof(MostEntries)} to be 1–10000000, got {MostEntries}";
        if (RunAtMost < TimeSpan.FromMinutes(1) || RunAtMost > TimeSpan.FromHours(6))
            yield return $"expected {nameof(RunAtMost)} to be 1 min – 6 h, got {RunAtMost}";
        if (DeleteAfterDays is < 0 or > 3650)
            yield return $"expected {nameof(DeleteAfterDays)} to be 0–3650, got {DeleteAfterDays}";
        foreach (var unknown in AttributeNames.Keys.Where(name => !DirectoryNames.All.Contains(name) && !Mapping.ContainsKey(name)))
            yield return $"expected a name in {nameof(AttributeNames)} to be one of {string.Join(", ", DirectoryNames.All)}, got '{unknown}'";
        if (!(Unwanted.Equals("Decide", StringComparison.OrdinalIgnoreCase) || Unwanted.Equals("Ignore", StringComparison.OrdinalIgnoreCase)))
            yield return $"expected {nameof(Unwanted)} to be Decide or Ignore, got '{Unwanted}'";
        foreach (var problem in AttributeMapping.ProblemsOf(this).Concat(Brake.Problems().Select(problem => $"{nameof(Brake)}: {problem}")))
            yield return problem;
        foreach (var (name, account) in new[] { (nameof(Reader), Reader), (nameof(Sync), Sync), (nameof(Mover), Mover) })
        {
            if (account.Dn.Length == 0 || !File.Exists(account.PasswordFile))
                yield return $"expected {name} to have a {nameof(account.Dn)} and a {nameof(account.PasswordFile)} that is there, got '{account.Dn}' and '{account.PasswordFile}'";
        }
    }

    private static bool IsFilter(string text)
    {
        try
        {
            LdapFilter.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

/// <summary>A service account of the directory.</summary>
public sealed class DirectoryAccount
{
    public string Dn { get; init; } = "";

    /// <summary>Path of a file that holds the password and nothing else.</summary>
    public string PasswordFile { get; init; } = "";
}
