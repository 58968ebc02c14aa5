namespace RsCard.Students.Accounts;

/// <summary>Somebody of the staff, with what the directory's groups, or what was decided here, let them do.</summary>
/// <param name="UserName">uid in the directory; stands in the audit trail.</param>
/// <param name="Institutions">Whose students a study administrator sees: codes.</param>
/// <param name="Stations">Which counters they work at: codes.</param>
public sealed record StaffMember(string UserName, string Name, bool IsHsaTeam, IReadOnlyList<string> Institutions, IReadOnlyList<string> Stations)
{
    public bool HasAnyRole => IsHsaTeam || Institutions.Count > 0 || Stations.Count > 0;

    /// <summary>All of them, one by one.</summary>
    public IEnumerable<StaffRole> Roles =>
        [.. IsHsaTeam ? [StaffRole.HsaTeam] : Array.Empty<StaffRole>(), .. Institutions.Select(StaffRole.Administrator), .. Stations.Select(StaffRole.Station)];

    /// <summary>The same person with these roles and no others.</summary>
    public StaffMember With(IEnumerable<StaffRole> roles)
    {
        var wanted = roles.Distinct().OrderBy(role => role.Place, StringComparer.Ordinal).ToList();
        return this with
        {
            IsHsaTeam = wanted.Contains(StaffRole.HsaTeam),
            Institutions = [.. wanted.Where(role => role.Name == StaffRole.AdministratorName).Select(role => role.Place)],
            Stations = [.. wanted.Where(role => role.Name == StaffRole.StationName).Select(role => role.Place)],
        };
    }
}
