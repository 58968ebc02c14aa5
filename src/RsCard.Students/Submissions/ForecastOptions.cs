namespace RsCard.Students.Submissions;

/// <summary>The waits that a forecast reckons with (D-62).</summary>
public sealed record ForecastOptions
{
    public const string Section = "Forecast";

    /// <summary>Days from the list until the entry stands in the directory.</summary>
    public int DirectoryDays { get; init; } = 14;

    /// <summary>Working days until an inactive card is activated.</summary>
    public int ActivationWorkingDays { get; init; } = 5;

    /// <summary>Working days for the student to go to a card station.</summary>
    public int StationWorkingDays { get; init; } = 5;

    /// <summary>Calendar months from the photo to the card (D-12); null (the default): as long as <see cref="Cases.ProcessOptions.CardWait"/>.</summary>
    public int? CardMonths { get; init; }

    /// <summary>Days before the placement on which a private unit must have the RSid (D-15).</summary>
    public int PrivateUnitDays { get; init; } = 7;

    public IEnumerable<string> Problems()
    {
        (string Name, int Value)[] settings =
        [
            (nameof(DirectoryDays), DirectoryDays),
            (nameof(ActivationWorkingDays), ActivationWorkingDays),
            (nameof(StationWorkingDays), StationWorkingDays),
            (nameof(CardMonths), CardMonths ?? 0),
            (nameof(PrivateUnitDays), PrivateUnitDays),
        ];
        return settings.Where(setting => setting.Value is < 0 or > 365).Select(setting => $"expected {setting.Name} to be 0–365, got {setting.Value}");
    }
}
