namespace RsCard.Students.Cases;

/// <summary>Whose turn a step is (D-60), as it stands in the database and in texts.</summary>
public static class Owners
{
    public const string StudyAdministrator = "StudyAdministrator";
    public const string HsaTeam = "HsaTeam";
    public const string CardStation = "CardStation";
    public const string Student = "Student";

    /// <summary>Only the calendar moves it: a wait for a day.</summary>
    public const string Calendar = "Calendar";

    /// <summary>A work item is on its way.</summary>
    public const string System = "System";

    /// <summary>A listener that nobody has to act on.</summary>
    public const string Nobody = "Nobody";
}
