using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>By what a row's person can be known again in the same list, also where the row is too bad to be read whole.</summary>
internal sealed class PersonKeys(HeaderMap header, DateOnly today)
{
    private const int FewestDigits = 6;

    internal IEnumerable<string> Of(ListRecord record)
    {
        foreach (var number in Texts(ListColumn.PersonalNumber, record))
        {
            if (PersonalNumberReader.Read(number, today) is PersonalNumberReading.Valid valid)
                yield return valid.Number.Digits;
            else if (PersonalNumberReader.Key(number) is var key && key.Count(char.IsAsciiDigit) >= FewestDigits)
                yield return key.Length == 12 ? key[2..] : key;
        }

        foreach (var number in Texts(ListColumn.PassportNumber, record))
        {
            foreach (var country in Texts(ListColumn.PassportCountry, record))
                yield return $"{Country.Find(country) ?? country}/{number.Replace(" ", "", StringComparison.Ordinal)}".ToUpperInvariant();
        }
    }

    private IEnumerable<string> Texts(string column, ListRecord record) => header.PlacesOf(column)
        .Where(place => place < record.Cells.Length)
        .Select(place => CellText.Clean(record.Cells[place]))
        .Where(text => text.Length > 0);
}
