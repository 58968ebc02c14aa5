using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.DirectorySync;
using RsCard.Students.Review;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>What a good row turns out to be, and why it stands in review if it does.</summary>
/// <param name="Reason">new, wrong-branch, employee, several-entries, other-name, ended, inactive-card, match, changed, resubmitted, number-arrived, or null.</param>
public sealed record RowMatch(string Verdict, string? Reason = null);

/// <summary>Pure: a good row, what we know of the student, what the directory holds → verdict (D-3).</summary>
public sealed class RowMatcher(ProcessOptions options)
{
    /// <summary>Why a row stands in review that has a number for somebody whom we know by passport (D-53).</summary>
    public const string NumberArrived = "number-arrived";

    /// <param name="known">Null for a person who is new to us.</param>
    /// <param name="isNumberArrived">The row has a number for somebody whom we know by passport: a person's decision, always (D-53).</param>
    /// <param name="isLikeAnother">Somebody with another number has the same birth date and a similar name (D-3).</param>
    public RowMatch Match(ListRow row, string institution, KnownStudent? known, bool isLikeAnother, IReadOnlyList<FoundEntry> found, DateOnly today, bool isNumberArrived = false)
    {
        // Whose placement was handed over (D-5) is new to us with any other, and so is who was in a list that was taken back.
        var enrolment = known?.Find(institution, row.Programme) is { Path: not CasePath.Halmstad, IsTakenBack: false } own ? own : null;
        if (isNumberArrived)
            return new RowMatch(Verdict.Review, NumberArrived);
        if (enrolment is { IsOver: true })
            return new RowMatch(Verdict.Review, "resubmitted");
        if (enrolment is { Decision: null or ReviewDecision.Asked } or { IsInReview: true })
            return InReview(row, enrolment, known?.Person);

        return DirectorySituations.Of(found, row.LastDay, today) switch
        {
            _ when known is null && isLikeAnother => new RowMatch(Verdict.Review, "match"),
            DirectorySituation.SeveralEntries => new RowMatch(Verdict.Review, "several-entries"),
            DirectorySituation.WrongBranch => new RowMatch(Verdict.Review, "wrong-branch"),
            DirectorySituation.Employee or DirectorySituation.EmployeeWithCard =>
                enrolment is { Decision: ReviewDecision.OwnCard } && row.LastDay <= enrolment.LastDay ? new RowMatch(Verdict.Unchanged) : new RowMatch(Verdict.Review, "employee"),
            DirectorySituation.Ended => new RowMatch(Verdict.Review, "ended"),
            DirectorySituation.InactiveCard => new RowMatch(Verdict.Review, "inactive-card"),
            DirectorySituation.Active => Active(row, known, enrolment, found.First(entry => entry.Branch == DirectoryBranch.Students), today),
            _ => Nothing(row, known, enrolment),
        };
    }

    /// <summary>An active entry in the right branch.</summary>
    private RowMatch Active(ListRow row, KnownStudent? known, KnownEnrolment? enrolment, FoundEntry entry, DateOnly today)
    {
        if (!Likeness.IsSameName(entry.FullName, $"{row.GivenName} {row.FamilyName}"))
            return new RowMatch(Verdict.Review, "other-name");

        var cardEnds = known?.CardValidTo ?? entry.Card switch
        {
            null => known?.CardBeforeValidTo,
            { State: CardState.InDirectoryActive } card => card.ValidTo,
            _ => null,
        };
        if (cardEnds is { } ends && ends < row.LastDay && ends <= today.AddDays(options.RenewalWithinDays) && known?.HasCardOnItsWay != true && !CasePath.IsReserve(enrolment?.Path ?? CasePath.Service))
            return new RowMatch(Verdict.Renewal, "renewal");
        if (row.LastDay > (enrolment?.LastDay ?? entry.ValidTo ?? DateOnly.MinValue))
            return new RowMatch(Verdict.Extended);

        return known is not null && enrolment is null ? new RowMatch(Verdict.New, "new")
            : IsChanged(row, enrolment, known?.Person) ? new RowMatch(Verdict.Review, "changed")
            : new RowMatch(Verdict.Unchanged);
    }

    /// <summary>Nothing in the directory: new, or approved and on its way there.</summary>
    private static RowMatch Nothing(ListRow row, KnownStudent? known, KnownEnrolment? enrolment) =>
        enrolment is null ? new RowMatch(Verdict.New, "new")
        : enrolment.EntryWasProved && row.Number is null ? Unseen(row, known, enrolment)
        : enrolment.EntryWasProved ? new RowMatch(Verdict.Review, "missing")
        : IsChanged(row, enrolment, known?.Person) ? new RowMatch(Verdict.Review, "changed")
        : new RowMatch(Verdict.Unchanged);

    /// <summary>
    /// By passport nobody is found in the directory; the entry stands as we proved it, and reconciliation tells when it doesn't. So a
    /// longer period with the same name is applied, as where the entry is seen (D-3).
    /// </summary>
    private static RowMatch Unseen(ListRow row, KnownStudent? known, KnownEnrolment enrolment) =>
        row.LastDay > enrolment.LastDay && !IsChanged(row with { FirstDay = enrolment.FirstDay, LastDay = enrolment.LastDay }, enrolment, known?.Person) ? new RowMatch(Verdict.Extended)
        : IsChanged(row, enrolment, known?.Person) ? new RowMatch(Verdict.Review, "changed")
        : new RowMatch(Verdict.Unchanged);

    private static RowMatch InReview(ListRow row, KnownEnrolment enrolment, Person? person) =>
        enrolment.IsAsked || IsChanged(row, enrolment, person) ? new RowMatch(Verdict.Review, "resubmitted") : new RowMatch(Verdict.Unchanged);

    private static bool IsChanged(ListRow row, KnownEnrolment? enrolment, Person? person) =>
        (enrolment is not null && (row.FirstDay != enrolment.FirstDay || row.LastDay != enrolment.LastDay))
        || (person is not null
            && (!Likeness.IsSameName(person.FullName, $"{row.GivenName} {row.FamilyName}")
                || !string.Equals(person.Email, row.Email, StringComparison.OrdinalIgnoreCase)));
}
