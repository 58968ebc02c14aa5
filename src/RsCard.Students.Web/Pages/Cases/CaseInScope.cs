using System.Security.Claims;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>A case as far as a person may act on it: the HSA team on every one, an administrator on the own institution's.</summary>
internal static class CaseInScope
{
    /// <summary>Null where there is none, where it is another institution's, and where the person's values were erased.</summary>
    public static async Task<CaseView?> FindInScopeAsync(this CaseBook book, ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        await book.FindViewAsync(new CaseId(id), cancellationToken) is { Person: not null } view && user.Scope()?.Contains(view.InstitutionCode) != false ? view : null;

    /// <summary>Where the person sees the case: its page, or the student's.</summary>
    public static string HomeOf(this ClaimsPrincipal user, CaseId id) => user.IsInRole(StaffRoles.HsaTeam) ? $"/cases/{id}" : $"/students/{id}";
}
