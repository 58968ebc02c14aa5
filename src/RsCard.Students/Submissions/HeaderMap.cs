using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RsCard.Students.Submissions;

/// <summary>Which cell of a record holds which column, found by the header row.</summary>
public sealed partial class HeaderMap
{
    private static readonly Dictionary<string, string> KnownHeaders = ListColumn.All
        .SelectMany(column => column.Headers.Append(column.Name).Append(column.Swedish).Append(column.English)
            .Select(header => (Key: Key(header), column.Name)))
        .Distinct()
        .ToDictionary(pair => pair.Key, pair => pair.Name);

    private readonly Dictionary<string, List<int>> places;

    private HeaderMap(string[] cells, Dictionary<string, List<int>> places)
    {
        Cells = cells;
        Width = Array.FindLastIndex(cells, cell => !string.IsNullOrWhiteSpace(cell)) + 1;
        this.places = places;
    }

    /// <summary>The header row as sent.</summary>
    public IReadOnlyList<string> Cells { get; }

    /// <summary>Cells up to the last header that isn't empty: what a record must at least have.</summary>
    public int Width { get; }

    /// <summary>Names of the columns that the list has.</summary>
    public IReadOnlyCollection<string> Columns => places.Keys;

    /// <summary>Null where the row isn't a header: it needs a number or passport column, and a name column.</summary>
    /// <param name="ownHeaders">An institution's further headers, each with the name of its column; they win over ours.</param>
    public static HeaderMap? Find(string[] cells, IReadOnlyDictionary<string, string> ownHeaders)
    {
        var own = ownHeaders.ToDictionary(pair => Key(pair.Key), pair => pair.Value);
        var found = new Dictionary<string, List<int>>();
        for (var place = 0; place < cells.Length; place++)
        {
            var key = Key(cells[place]);
            if (key.Length == 0 || !(own.TryGetValue(key, out var column) || KnownHeaders.TryGetValue(key, out column)))
                continue;
            if (!found.TryGetValue(column, out var same))
                found[column] = same = [];
            same.Add(place);
        }

        return HasAny(ListColumn.PersonalNumber, ListColumn.PassportNumber, ListColumn.PassportCountry)
            && HasAny(ListColumn.GivenName, ListColumn.FamilyName)
            ? new HeaderMap(cells, found)
            : null;

        bool HasAny(params ReadOnlySpan<string> columns)
        {
            foreach (var column in columns)
            {
                if (found.ContainsKey(column))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Where a column stands: mostly once, twice where a list has both 'Personnummer' and 'Samordningsnummer', or not at all.</summary>
    public IReadOnlyList<int> PlacesOf(string column) => places.TryGetValue(column, out var at) ? at : [];

    /// <summary>What headers are compared by: lower case, without diacritics, notes in brackets, and all but letters and digits.</summary>
    private static string Key(string header)
    {
        var key = new StringBuilder(header.Length);
        foreach (var c in Note().Replace(header, "").Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c) && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Note();
}
