namespace RsCard.Students.Web.Accounts;

/// <summary>Who may open a page. Each page names one; a page that names none asks for a signed-in person (deny by default).</summary>
public static class StaffRoles
{
    public const string HsaTeam = "HsaTeam";
    public const string StudyAdministrator = "StudyAdministrator";
    public const string CardStation = "CardStation";

    /// <summary>Lists and forecasts: the HSA team sees all, an administrator those of the own institution.</summary>
    public const string ListReader = "ListReader";

    /// <summary>Fees and the stock of reserve cards: the HSA team those of all stations, a station its own.</summary>
    public const string CardKeeper = "CardKeeper";
}
