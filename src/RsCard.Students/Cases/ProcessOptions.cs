namespace RsCard.Students.Cases;

/// <summary>Waiting times and deadlines of the process (D-44). Each may be changed for cases that begin a wait afterwards.</summary>
public sealed class ProcessOptions
{
    public const string Section = "Process";

    /// <summary>Days from the list to the decision. Default 14 (D-6), 1–60.</summary>
    public int ReviewWithinDays { get; init; } = 14;

    /// <summary>Working days the administrator has to answer a question. Default 5, 1–60.</summary>
    public int AnswerWithinWorkingDays { get; init; } = 5;

    /// <summary>Working days the student has to go to a card station. Default 5 (D-62), 1–60.</summary>
    public int PhotoWithinWorkingDays { get; init; } = 5;

    /// <summary>Working days the student has to fetch the card. Default 20, 1–60.</summary>
    public int PickupWithinWorkingDays { get; init; } = 20;

    /// <summary>Days from the period's last day until the entry is closed (D-35). Default 30, 0–365.</summary>
    public int GraceDays { get; init; } = 30;

    /// <summary>A list's row about a card that ends within so many days opens a renewal (D-3, D-30). Default 60, 1–365.</summary>
    public int RenewalWithinDays { get; init; } = 60;

    /// <summary>Days a status link stays valid. Default 365, 1–1500.</summary>
    public int StatusLinkDays { get; init; } = 365;

    public IEnumerable<string> Problems()
    {
        (string Name, int Value, int Least, int Most)[] settings =
        [
            (nameof(ReviewWithinDays), ReviewWithinDays, 1, 60),
            (nameof(AnswerWithinWorkingDays), AnswerWithinWorkingDays, 1, 60),
            (nameof(PhotoWithinWorkingDays), PhotoWithinWorkingDays, 1, 60),
            (nameof(PickupWithinWorkingDays), PickupWithinWorkingDays, 1, 60),
            (nameof(GraceDays), GraceDays, 0, 365),
            (nameof(RenewalWithinDays), RenewalWithinDays, 1, 365),
            (nameof(StatusLinkDays), StatusLinkDays, 1, 1500),
        ];
        return settings
            .Where(setting => setting.Value < setting.Least || setting.Value > setting.Most)
            .Select(setting => $"expected {setting.Name} to be {setting.Least}–{setting.Most}, got {setting.Value}");
    }
}
