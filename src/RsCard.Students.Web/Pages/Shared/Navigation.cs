using RsCard.Students.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary>The pages that a person's roles open.</summary>
public static class Navigation
{
    public static IReadOnlyList<(string Address, Phrase Text)> Of(StaffMember staff)
    {
        List<(string, Phrase)> pages = [];
        if (staff.IsHsaTeam || staff.Institutions.Count > 0)
            pages.Add(("/", HomeTexts.Title));
        if (staff.IsHsaTeam)
            pages.AddRange([("/review", CommonTexts.NavReview), ("/cases", CommonTexts.NavCases), ("/names", NamePageTexts.ListTitle), ("/activations", CommonTexts.NavActivations)]);
        if (staff.Stations.Count > 0)
            pages.Add(("/station", CommonTexts.NavStation));
        if (staff.IsHsaTeam || staff.Stations.Count > 0)
            pages.AddRange([("/stock", CommonTexts.NavStock), ("/fees", CommonTexts.NavFees)]);
        if (staff.IsHsaTeam || staff.Institutions.Count > 0)
            pages.Add(("/lists", CommonTexts.NavLists));
        if (staff.Institutions.Count > 0)
            pages.Add(("/students", CommonTexts.NavStudents));
        if (staff.IsHsaTeam || staff.Institutions.Count > 0)
            pages.AddRange([("/forecast", ForecastTexts.Nav), ("/reports", WrongTexts.ListTitle)]);
        if (staff.IsHsaTeam)
            pages.AddRange([("/directory", DriftTexts.Title), ("/lead-times", LeadTexts.Title), ("/work", CommonTexts.NavWork), ("/administration", AdministrationTexts.Title)]);
        return pages;
    }
}
