using RsCard.Students.Accounts;
using RsCard.Students.Institutions;
using RsCard.Students.Stations;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>What the places of roles are called. One for each request.</summary>
public sealed class PlaceNames(InstitutionBook institutions, StationBook stations)
{
    /// <summary>By name; also those that aren't in use.</summary>
    public IReadOnlyList<Institution> Institutions { get; private set; } = [];

    /// <summary>By name; also those that aren't in use.</summary>
    public IReadOnlyList<CardStation> Stations { get; private set; } = [];

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Institutions = await institutions.ListAsync(cancellationToken);
        Stations = await stations.ListAsync(cancellationToken);
    }

    /// <summary>For example <c>Studieadministratör: Lunds universitet</c>; the code where there is no such place.</summary>
    public string NameOf(StaffRole role, PageLanguage language) => role.Place.Length == 0
        ? language[StaffTexts.Team]
        : $"{language[role == StaffRole.Station(role.Place) ? StaffTexts.Station : StaffTexts.Administrator]}: {PlaceOf(role)}";

    /// <summary>The name of the institution or the station.</summary>
    public string PlaceOf(StaffRole role) => (role == StaffRole.Station(role.Place)
        ? Stations.FirstOrDefault(station => station.Code == role.Place)?.Name
        : Institutions.FirstOrDefault(institution => institution.Code == role.Place)?.Name) ?? role.Place;
}
