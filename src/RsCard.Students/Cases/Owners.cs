namespace RsCard.Students.Cases;

/// <summary>Whose turn a step is (D-60), as it stands in the database and in texts.</summary>
public static class Owners
{
    public const string StudyAdministrator = "StudyAdministrator";
    public const string HsaTeam = "HsaTeam";
    public const string CardStation = "CardStation";
    public const string Student = "Student";

    /// <summary>The unit that receives the student, or the office of another region (D-5, D-15).</summary>
    public const string Unit = "Unit";

    public const string Supervisor = "Supervisor";

    /// <summary>The IT department, which activates cards on order (D-9).</summary>
    public const string It = "It";

    /// <summary>Only the calendar moves it: a wait for a day.</summary>
    public const string Calendar = "Calendar";

    /// <summary>A work item is on its way.</summary>
    public const string System = "System";

    /// <summary>A listener that nobody has to act on.</summary>
    public const string Nobody = "Nobody";
}
