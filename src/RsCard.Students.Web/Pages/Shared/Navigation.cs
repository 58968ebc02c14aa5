using RsCard.Students.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary>The pages that a person's roles open: those of every day in a row above each page, the others on the first page.</summary>
public static class Navigation
{
    public static IReadOnlyList<(string Address, Phrase Text)> Of(StaffMember staff)
    {
        List<(string, Phrase)> pages = [];
        if (BeginsAtHome(staff))
            pages.Add(("/", HomeTexts.Title));
        if (staff.IsHsaTeam)
            pages.AddRange([("/review", CommonTexts.NavReview), ("/cases", CommonTexts.NavCases)]);
        if (staff.Stations.Count > 0)
            pages.AddRange([("/station", CommonTexts.NavStation), .. Cards]);
        if (BeginsAtHome(staff))
            pages.Add(("/lists", CommonTexts.NavLists));
        if (staff.Institutions.Count > 0)
            pages.Add(("/students", CommonTexts.NavStudents));
        if (BeginsAtHome(staff))
            pages.AddRange([("/forecast", ForecastTexts.Nav), ("/reports", WrongTexts.ListTitle)]);
        if (staff.IsHsaTeam)
            pages.AddRange([("/directory", DriftTexts.Title), ("/work", CommonTexts.NavWork), ("/administration", AdministrationTexts.Title)]);
        return pages;
    }

    /// <summary>What is opened now and then, or when the first page says that something waits there.</summary>
    public static IReadOnlyList<(string Address, Phrase Text)> More(StaffMember staff) => staff.IsHsaTeam
        ? [("/names", NamePageTexts.ListTitle), ("/activations", CommonTexts.NavActivations), .. staff.Stations.Count > 0 ? [] : Cards, ("/lead-times", LeadTexts.Title)]
        : [];

    /// <summary>Others begin at the counter's one field.</summary>
    public static bool BeginsAtHome(StaffMember staff) => staff.IsHsaTeam || staff.Institutions.Count > 0;

    private static IReadOnlyList<(string Address, Phrase Text)> Cards { get; } = [("/stock", CommonTexts.NavStock), ("/fees", CommonTexts.NavFees)];
}
