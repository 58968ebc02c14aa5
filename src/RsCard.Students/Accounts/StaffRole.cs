namespace RsCard.Students.Accounts;

/// <summary>One thing that somebody may do.</summary>
/// <param name="Name">As it lies in the database.</param>
/// <param name="Place">Code of the institution or the station; empty for the HSA team.</param>
public readonly record struct StaffRole(string Name, string Place)
{
    internal const string AdministratorName = "study-administrator";
    internal const string StationName = "card-station";

    private const string TeamName = "hsa-team";

    public static StaffRole HsaTeam { get; } = new(TeamName, "");

    public static StaffRole Administrator(string institution) => new(AdministratorName, institution);

    public static StaffRole Station(string station) => new(StationName, station);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <returns>Null for anything else.</returns>
    public static StaffRole? Read(string text) => text.Split(':') switch
    {
        [TeamName] => HsaTeam,
        [AdministratorName, { Length: > 0 } place] => Administrator(place),
        [StationName, { Length: > 0 } place] => Station(place),
        _ => null,
    };

    /// <summary>For example <c>hsa-team</c>, <c>card-station:LUND</c>.</summary>
    public override string ToString() => Place.Length == 0 ? Name : $"{Name}:{Place}";
}
