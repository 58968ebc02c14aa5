namespace RsCard.Students.LeadTimes;

/// <summary>How many days of Stockholm a step took those who have done it.</summary>
/// <param name="Institution">Its code; null: of all.</param>
/// <param name="Station">Its name, for the steps at a counter; null: at all.</param>
/// <param name="Count">Of cases.</param>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="NineOfTen">Nine of ten took no longer.</param>
public sealed record LeadTime(LeadStep Step, string? Institution, string? Station, int Count, int Median, int NineOfTen, int Longest);
