using RsCard.Students.Cases;

namespace RsCard.Students.Reports;

/// <summary>What a student can say is wrong that no process has a step for, and whose turn it then is (D-17).</summary>
/// <param name="Code">As it stands in the database.</param>
/// <param name="Turn">One of <see cref="Owners"/>: the own administrator, or the HSA team.</param>
/// <param name="Holds">What the student writes.</param>
public sealed record ReportKind(string Code, string Turn, ReportText Holds)
{
    /// <summary>Programme, first or last day, placement.</summary>
    public static ReportKind Dates { get; } = new("dates", Owners.StudyAdministrator, ReportText.Words);

    /// <summary>Mails are to go to another address. The administrator gives it (D-63), so that a mail gone astray gives nobody the others.</summary>
    public static ReportKind MailAddress { get; } = new("mail-address", Owners.StudyAdministrator, ReportText.MailAddress);

    /// <summary>The reader isn't the student.</summary>
    public static ReportKind OtherPerson { get; } = new("other-person", Owners.StudyAdministrator, ReportText.Nothing);

    /// <summary>No Swedish registered address: the PIN envelope can't come (D-26).</summary>
    public static ReportKind RegisteredAddress { get; } = new("registered-address", Owners.HsaTeam, ReportText.Nothing);

    public static ReportKind Other { get; } = new("other", Owners.HsaTeam, ReportText.Words);

    public static IReadOnlyList<ReportKind> All { get; } = [Dates, MailAddress, OtherPerson, RegisteredAddress, Other];

    public static ReportKind Get(string code) => All.First(kind => kind.Code == code);
}

/// <summary>What a report holds besides its kind.</summary>
public enum ReportText
{
    Nothing,

    /// <summary>At most <see cref="ReportDesk.MostCharacters"/>.</summary>
    Words,

    /// <summary>One e-mail address.</summary>
    MailAddress,
}
