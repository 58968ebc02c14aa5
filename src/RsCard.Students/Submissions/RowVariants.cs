namespace RsCard.Students.Submissions;

/// <summary>The closer texts that some codes have (<see cref="RowError.Variant"/>).</summary>
public static class RowVariants
{
    public const string TooLong = "too-long";
    public const string LostZeros = "zeros";
    public const string Missing = "missing";
    public const string TwoValues = "two-values";
    public const string YesOrNo = "yes-or-no";
    public const string LanguageCode = "language";
    public const string Order = "order";
    public const string OutsidePeriod = "outside-period";
    public const string Expired = "expired";
    public const string Country = "country";
    public const string Date = "date";
}
