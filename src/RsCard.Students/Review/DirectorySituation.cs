using RsCard.Students.Cards;
using RsCard.Students.DirectorySync;

namespace RsCard.Students.Review;

/// <summary>What the directory holds of a student, as the HSA team is told (D-6).</summary>
public enum DirectorySituation
{
    Nothing,
    Active,
    Ended,
    InactiveCard,
    WrongBranch,
    Employee,

    /// <summary>An employee whose card has a photo and is valid through the period's last day: it serves (D-8).</summary>
    EmployeeWithCard,

    /// <summary>More than one entry outside the employees' branch: a person must decide which.</summary>
    SeveralEntries,
}

/// <summary>Pure: entries found → situation.</summary>
public static class DirectorySituations
{
    /// <param name="note">What the HSA team noted of a card that the directory says nothing of; null where nothing (D-8).</param>
    public static DirectorySituation Of(IReadOnlyList<FoundEntry> found, DateOnly lastDay, DateOnly today, CardNote? note = null)
    {
        var own = found.Where(entry => entry.Branch != DirectoryBranch.Employees).ToList();
        return own switch
        {
            [] when found.Any(entry => Serves(entry.Card, lastDay)) => DirectorySituation.EmployeeWithCard,
            [] when found.Count > 0 && found.All(entry => entry.Card is null) && note?.Serves(lastDay) == true => DirectorySituation.EmployeeWithCard,
            [] when found.Count > 0 => DirectorySituation.Employee,
            [] => DirectorySituation.Nothing,
            [{ Branch: DirectoryBranch.Other }] => DirectorySituation.WrongBranch,
            [{ } only] when only.IsEnded(today) => DirectorySituation.Ended,
            [{ Card: { State: not CardState.InDirectoryActive } }] => DirectorySituation.InactiveCard,
            [_] => DirectorySituation.Active,
            _ => DirectorySituation.SeveralEntries,
        };
    }

    private static bool Serves(FoundCard? card, DateOnly lastDay) =>
        card is { State: CardState.InDirectoryActive, HasPhoto: true, ValidTo: { } validTo } && validTo >= lastDay;
}
