using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>A judged row with its verdict.</summary>
/// <param name="Person">Null for a row that is refused or protected.</param>
/// <param name="Known">Null for a person who is new to us.</param>
/// <param name="Forecast">in-time, at-risk, too-late, or null without a placement (D-62).</param>
/// <param name="Path">One of <see cref="Cases.CasePath"/>: where a case would go that began with this row.</param>
/// <param name="ArrivedNumber">A number that the row has for somebody whom we know by passport: the student's when a person has approved it (D-53).</param>
public sealed record MatchedRow(JudgedRow Judged, Person? Person, KnownStudent? Known, RowMatch Match, string? Forecast, string Path, string? ArrivedNumber = null)
{
    public override string ToString() => $"Row {Judged.Row}: {Match.Verdict}";
}

/// <summary>Gives the rows of a list their verdicts, against the database and the directory (D-3, D-6).</summary>
public sealed class ListMatching(StudentStore students, KnownStudents knownStudents, IRegionDirectory directory, RowMatcher matcher, PathRule paths, Forecaster forecaster, TimeProvider clock)
{
    /// <summary>What the directory holds of the people of these rows.</summary>
    /// <exception cref="LdapException">The directory doesn't answer.</exception>
    public async Task<IReadOnlyList<FoundEntry>> LookUpAsync(IEnumerable<JudgedRow> rows, CancellationToken cancellationToken)
    {
        var keys = rows.Where(row => row.Kind == RowKind.Good).Select(row => row.Data?.Number?.Digits).OfType<string>().Select(EntryKey.PersonalNumber).ToList();
        return await directory.FindAsync(keys, cancellationToken);
    }

    public static ILookup<string, FoundEntry> ByNumber(IEnumerable<FoundEntry> found) => found.ToLookup(entry => entry.PersonalNumber ?? "");

    /// <summary>The verdict of each row, in order.</summary>
    public async Task<IReadOnlyList<MatchedRow>> MatchAsync(
        NpgsqlConnection connection, IReadOnlyList<JudgedRow> rows, string institution, ILookup<string, FoundEntry> found, CancellationToken cancellationToken)
    {
        var people = rows.ToDictionary(row => row.Row, row => row is { Kind: RowKind.Good or RowKind.HandedOver, Data: { } data } ? PersonOf(data) : null);
        var all = people.Values.OfType<Person>().ToList();
        var known = await knownStudents.LoadAsync(connection, all, cancellationToken);
        var alike = await students.FindAlikeAsync(connection, all, cancellationToken);
        alike.UnionWith(AlikeInList(rows.Select(row => people[row.Row]).OfType<Person>()));
        return [.. rows.Select(row => Match(row, people[row.Row], institution, known, alike, found))];
    }

    /// <summary>Those who are like somebody with another number in an earlier row.</summary>
    private IEnumerable<string> AlikeInList(IEnumerable<Person> people)
    {
        var first = new Dictionary<string, string>();
        foreach (var person in people)
        {
            var own = Convert.ToHexString(students.HashOf(person));
            if (Likeness.Of(person) is { } likeness && !first.TryAdd(likeness, own) && first[likeness] != own)
                yield return own;
        }
    }

    private static Person PersonOf(ListRow row) => new(
        row.Number?.Digits,
        row.Passport?.Country,
        row.Passport?.Number,
        row.Passport?.ValidTo,
        row.Number?.BirthDate ?? row.Passport?.BirthDate,
        row.GivenName,
        row.FamilyName,
        row.Email,
        row.Phone,
        row.Language ?? "sv",
        row.NoRegisteredAddress);

    /// <summary>The verdict of a row that needs no matching; null for a good one.</summary>
    internal static string? WithoutMatching(RowKind kind) => kind switch
    {
        RowKind.Good => null,
        RowKind.Repeated => Verdict.Unchanged,
        RowKind.Protected => Verdict.Protected,
        RowKind.HandedOver => Verdict.HandedOver,
        _ => Verdict.Refused,
    };

    private MatchedRow Match(
        JudgedRow row, Person? person, string institution, Dictionary<string, KnownStudent> known, HashSet<string> alike, ILookup<string, FoundEntry> found)
    {
        var data = row.Data;
        if (person is null || data is null || row.Kind is not (RowKind.Good or RowKind.HandedOver))
            return new MatchedRow(row, person, null, new RowMatch(WithoutMatching(row.Kind) ?? Verdict.Refused), null, Cases.CasePath.Service);

        var key = Convert.ToHexString(students.HashOf(person));
        var of = known.GetValueOrDefault(key);
        var (whole, arrived) = WithWhatIsKnown(person, of?.Person);

        // Whose number has come is on the way of those who have one, also where a row tells of the passport alone.
        var path = paths.PathOf(data.Number is null && whole.PersonalNumber is { } had ? data with { Number = PersonalNumber.FromDigits(had) } : data, institution);
        if (WithoutMatching(row.Kind) is { } verdict)
            return new MatchedRow(row, whole, of, new RowMatch(verdict), null, path);

        var entries = data.Number is { } number ? found[number.Digits].ToList() : [];
        var match = matcher.Match(data, institution, of, alike.Contains(key), entries, clock.Today(), arrived is not null);
        return new MatchedRow(row, whole, of, match, ForecastOf(data, match, entries), path, arrived);
    }

    /// <summary>
    /// A row tells either of number or passport; what it doesn't tell we keep. A number other than the known one isn't the student's until
    /// a person has approved it (D-53).
    /// </summary>
    private static (Person Person, string? ArrivedNumber) WithWhatIsKnown(Person row, Person? known)
    {
        if (known is null)
            return (row, null);

        var whole = row.PassportNumber is null
            ? row with { PassportCountry = known.PassportCountry, PassportNumber = known.PassportNumber, PassportValidTo = known.PassportValidTo }
            : row;
        return row.PersonalNumber == known.PersonalNumber
            ? (whole, null)
            : (whole with { PersonalNumber = known.PersonalNumber, BirthDate = known.BirthDate ?? row.BirthDate }, row.PersonalNumber);
    }

    private string? ForecastOf(ListRow row, RowMatch match, List<FoundEntry> entries)
    {
        if (row.Placement?.FirstDay is not { } firstDay)
            return null;

        var stands = match.Verdict is Verdict.Unchanged or Verdict.Extended;
        var hasCard = entries.Any(entry => entry.Card is { State: Cards.CardState.InDirectoryActive, HasPhoto: true, ValidTo: { } validTo } && validTo >= row.LastDay);
        var need = hasCard ? CardNeed.None
            : entries.Any(entry => entry.Card is { State: not Cards.CardState.InDirectoryActive }) ? CardNeed.Activation
            : row.Number is null or { IsCoordinationNumber: true } || row.NoRegisteredAddress ? CardNeed.Reserve
            : CardNeed.Ordinary;
        return forecaster.Reckon(new ForecastQuestion(clock.Today(), firstDay, need, row.Placement.Kind, stands)).Verdict switch
        {
            ForecastVerdict.InTime => "in-time",
            ForecastVerdict.AtRisk => "at-risk",
            _ => "too-late",
        };
    }
}
