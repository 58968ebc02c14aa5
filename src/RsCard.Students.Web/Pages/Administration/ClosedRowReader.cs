using Microsoft.AspNetCore.Mvc.ModelBinding;
using RsCard.Students.Stations;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>Reads the rows of closed days of a form; what is wrong stands with its row.</summary>
internal sealed class ClosedRowReader(ModelStateDictionary problems, PageLanguage language, int mostCharacters)
{
    /// <summary>Rows without dates are left out; one without a last day is one day.</summary>
    public IReadOnlyList<ClosedSpan> Read(IReadOnlyList<string?> first, IReadOnlyList<string?> last, IReadOnlyList<string?> why)
    {
        List<ClosedSpan> read = [];
        foreach (var (place, typed) in first.Index())
        {
            var (end, words) = (last.ElementAtOrDefault(place), why.ElementAtOrDefault(place)?.Trim() ?? "");
            if (string.IsNullOrWhiteSpace(typed) && string.IsNullOrWhiteSpace(end))
                continue;

            var from = Show.ParseDay(typed);
            var until = string.IsNullOrWhiteSpace(end) ? from : Show.ParseDay(end);
            if (from is not { } begins || until is not { } ends || ends < begins)
                problems.AddModelError($"First{place}", language[StationAdminTexts.ClosedWrong, place + 1]);
            else if (read.Exists(span => span.First <= ends && begins <= span.Last))
                problems.AddModelError($"First{place}", language[StationAdminTexts.ClosedTwice, place + 1]);
            else if (words.Length > mostCharacters)
                problems.AddModelError($"Why{place}", language[StationAdminTexts.WhyTooLong, place + 1, mostCharacters]);
            else
                read.Add(new(begins, ends, words));
        }

        return read;
    }
}
