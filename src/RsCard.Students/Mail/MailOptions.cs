using System.Net.Mail;

namespace RsCard.Students.Mail;

public enum MailTransportKind
{
    /// <summary>Mails are laid in a maildir, for a demo or another program to fetch.</summary>
    Pickup,

    Smtp,
}

public enum SmtpSecurity
{
    /// <summary>STARTTLS (RFC 3207) is required: a server that doesn't offer it gets no mail.</summary>
    StartTls,

    /// <summary>In clear. For a relay on the same machine only.</summary>
    None,
}

/// <summary>How mail leaves. Section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Default Pickup.</summary>
    public MailTransportKind Transport { get; init; } = MailTransportKind.Pickup;

    /// <summary>The maildir of the pick-up transport; made where it is missing, readable by its owner only.</summary>
    public string PickupFolder { get; init; } = "mail";

    /// <summary>The folder with the texts of the mails; see its README.</summary>
    public string TemplateFolder { get; init; } = "mail-templates";

    /// <summary>A maildir that delivery reports come to, read by the job <c>read-bounces</c> (D-63); null (the default) or empty: none is read.</summary>
    public string? BounceFolder { get; init; }

    /// <summary>The mail server's name, as its certificate has it.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>1 to 65535; 587 is submission (RFC 6409).</summary>
    public int Port { get; init; } = 587;

    /// <summary>Default StartTls. The certificate is proved against the system's store, or the file SSL_CERT_FILE names.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>The user to log in as, or null for no login.</summary>
    public string? User { get; init; }

    /// <summary>The file that holds the password, read at start; required with <see cref="User"/>.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The sender, and where an answer goes.</summary>
    public string FromAddress { get; init; } = "hsa.1177@skane.se";

    public string FromDisplayName { get; init; } = "Region Skåne, HSA-gruppen";

    /// <summary>For one mail, from connecting to the server's answer; 1 second to 10 minutes.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many connections one node holds at most; 1 to 32. One carries about 20 mails a second.</summary>
    public int Connections { get; init; } = 4;

    public MailParty From => new(FromAddress, FromDisplayName);

    /// <summary>What is wrong with the settings; empty when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Transport))
            yield return $"expected {nameof(Transport)} to be Pickup or Smtp, got {Transport}";
        if (!Enum.IsDefined(Security))
            yield return $"expected {nameof(Security)} to be StartTls or None, got {Security}";
        if (string.IsNullOrWhiteSpace(TemplateFolder))
            yield return $"expected {nameof(TemplateFolder)} to be a folder, got nothing";
        if (!MailAddress.TryCreate(FromAddress, out var from) || from.Address != FromAddress)
            yield return $"expected {nameof(FromAddress)} to be one mail address, got '{FromAddress}'";
        if (FromDisplayName.Any(char.IsControl))
            yield return $"expected {nameof(FromDisplayName)} to be without control characters, got some";
        if (Transport == MailTransportKind.Pickup && string.IsNullOrWhiteSpace(PickupFolder))
            yield return $"expected {nameof(PickupFolder)} to be a folder, got nothing";
        if (BounceFolder is { Length: > 0 } bounces && !Path.IsPathRooted(bounces))
            yield return $"expected {nameof(BounceFolder)} to be a whole path, got '{bounces}'";
        if (Transport == MailTransportKind.Smtp && string.IsNullOrWhiteSpace(Host))
            yield return $"expected {nameof(Host)} to be the mail server's name, got nothing";
        if (Port is < 1 or > 65535)
            yield return $"expected {nameof(Port)} to be 1 to 65535, got {Port}";
        if (TimeLimit < TimeSpan.FromSeconds(1) || TimeLimit > TimeSpan.FromMinutes(10))
            yield return $"expected {nameof(TimeLimit)} to be 00:00:01 to 00:10:00, got {TimeLimit}";
        if (Connections is < 1 or > 32)
            yield return $"expected {nameof(Connections)} to be 1 to 32, got {Connections}";
        if (User is null != PasswordFile is null)
            yield return $"expected {nameof(User)} and {nameof(PasswordFile)} to be set together, got only one of them";
        if (User is not null && Security == SmtpSecurity.None)
            yield return $"expected {nameof(Security)} to be StartTls where there is a {nameof(User)}, got None: the password would go in clear";
    }
}
