using System.Security.Claims;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>Which counter a person stands at: the only one they have, or the one the address names, if it is theirs.</summary>
internal static class StationChoice
{
    public static string? Find(ClaimsPrincipal user, string? named) => (user.Staff().Stations, named) switch
    {
        ([var only], null or "") => only,
        (var own, { } code) when own.Contains(code) => code,
        _ => null,
    };
}
