using System.Globalization;
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
    private const string GroupRole = "group";
    private const string Revision = "revision";

    /// <summary>Of somebody of whom nothing was decided: the directory's groups count.</summary>
    public static ClaimsPrincipal Create(StaffMember groups) => Create(groups, StaffDecisions.None);

    /// <param name="groups">What the directory's groups give: kept, so that a later decision can be laid upon it.</param>
    public static ClaimsPrincipal Create(StaffMember groups, StaffDecisions decisions)
    {
        var member = decisions.On(groups);
        List<Claim> claims =
        [
            new(UserName, member.UserName),
            new(Name, member.Name),
            new(Revision, decisions.Revision.ToString(CultureInfo.InvariantCulture)),
            .. groups.Roles.Select(role => new Claim(GroupRole, role.ToString())),
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

    /// <summary>What the directory's groups gave when they were read last.</summary>
    public static StaffMember Groups(this ClaimsPrincipal user) =>
        user.Staff().With(user.FindAll(GroupRole).Select(claim => StaffRole.Read(claim.Value)).OfType<StaffRole>());

    /// <summary>The decisions that the session's roles rest on.</summary>
    public static int DecidedAt(this ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(Revision), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

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
