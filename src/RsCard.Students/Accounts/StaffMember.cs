namespace RsCard.Students.Accounts;

/// <summary>Somebody of the staff, signed in, with what the directory's groups let them do.</summary>
/// <param name="UserName">uid in the directory; stands in the audit trail.</param>
/// <param name="Institutions">Whose students a study administrator sees: codes.</param>
/// <param name="Stations">Which counters they work at: codes.</param>
public sealed record StaffMember(string UserName, string Name, bool IsHsaTeam, IReadOnlyList<string> Institutions, IReadOnlyList<string> Stations)
{
    public bool HasAnyRole => IsHsaTeam || Institutions.Count > 0 || Stations.Count > 0;
}
