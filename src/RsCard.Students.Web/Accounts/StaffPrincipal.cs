using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using RsCard.Students.Accounts;

namespace RsCard.Students.Web.Accounts;

/// <summary>A signed-in person as claims, and back.</summary>
public static class StaffPrincipal
{
    private const string UserName = "uid";
    private const string Name = "name";
    private const string Role = "role";
    private const string Institution = "institution";
    private const string Station = "station";

    public static ClaimsPrincipal Create(StaffMember member)
    {
        List<Claim> claims =
        [
            new(UserName, member.UserName),
            new(Name, member.Name),
            .. member.Institutions.Select(code => new Claim(Institution, code)),
            .. member.Stations.Select(code => new Claim(Station, code)),
        ];
        if (member.IsHsaTeam)
            claims.Add(new(Role, StaffRoles.HsaTeam));
        if (member.Institutions.Count > 0)
            claims.Add(new(Role, StaffRoles.StudyAdministrator));
        if (member.Stations.Count > 0)
            claims.Add(new(Role, StaffRoles.CardStation));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme, Name, Role));
    }

    public static StaffMember Staff(this ClaimsPrincipal user) => new(
        user.FindFirstValue(UserName) ?? "",
        user.FindFirstValue(Name) ?? "",
        user.IsInRole(StaffRoles.HsaTeam),
        [.. user.FindAll(Institution).Select(claim => claim.Value)],
        [.. user.FindAll(Station).Select(claim => claim.Value)]);

    /// <summary>As it stands in the audit trail.</summary>
    public static string Actor(this ClaimsPrincipal user) => $"staff:{user.FindFirstValue(UserName)}";

    /// <summary>Whose lists and students this person sees; null: all.</summary>
    public static IReadOnlyList<string>? Scope(this ClaimsPrincipal user) => user.IsInRole(StaffRoles.HsaTeam) ? null : user.Staff().Institutions;
}
