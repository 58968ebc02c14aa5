using System.Globalization;
using RsCard.Students.Status;
using static RsCard.Students.Mail.MailText;

namespace RsCard.Students.Mail;

/// <summary>What a placeholder becomes. Nothing here is escaped: that is each rendering's own business.</summary>
internal abstract record MailText
{
    private MailText()
    {
    }

    /// <summary>Stands in a line.</summary>
    public sealed record Line(string Text) : MailText;

    /// <summary>Stands alone and becomes a list, one line an item.</summary>
    public sealed record Items(IReadOnlyList<string> Lines) : MailText;

    /// <summary>Stands alone and becomes a list, each item with the page that it leads to.</summary>
    public sealed record Links(IReadOnlyList<(string Line, Uri Address)> Lines) : MailText;

    /// <summary>Stands alone and becomes somebody's own words, its lines parted by \n.</summary>
    public sealed record Prose(string Text) : MailText;
}

/// <summary>All placeholders, and what each becomes. The names are part of what the region edits: never renamed.</summary>
internal static class MailPlaceholders
{
    /// <summary>Stands in <c>[words]({{link}})</c>; the rendering's own business.</summary>
    public const string Link = "link";

    /// <summary>Becomes <see cref="ContactsPart"/>.</summary>
    public const string Contacts = "contacts";

    public const string Name = "name";

    /// <summary>The part with whom to ask (D-17), included by <c>{{contacts}}</c>.</summary>
    public const string ContactsPart = "whom-to-ask";

    private static readonly Dictionary<string, Func<MailFacts, MailLanguage, MailText?>> OfFacts = new(StringComparer.Ordinal)
    {
        [Name] = (facts, _) => Free(facts.Name),
        ["rsId"] = (facts, _) => Plain(facts.RsId),
        ["hsaId"] = (facts, _) => Plain(facts.HsaId),
        ["stations"] = (facts, _) => ListOf(facts.Stations, Station),
        ["station"] = (facts, _) => facts.Station is { } station ? new Line(Station(station)) : null,
        ["newDate"] = (facts, _) => Day(facts.NewDate),
        ["certificateTo"] = (facts, _) => Day(facts.CertificateTo),
        ["lastDay"] = (facts, _) => Day(facts.LastDay),
        ["unit"] = (facts, _) => Free(facts.UnitName),
        ["firstDay"] = (facts, _) => Day(facts.PlacementFirstDay),
        ["placementLastDay"] = (facts, _) => Day(facts.PlacementLastDay),
        ["sendBy"] = (facts, _) => Day(facts.SendBy),
        ["daysLeft"] = (facts, language) => facts.DaysLeft is { } days ? new Line(DaysLeft(days, language)) : null,
        ["otherPlacements"] = (facts, language) => ListOf(facts.OtherPlacements, other => OtherPlacement(other, language)),
        ["list"] = (facts, _) => Free(facts.List),
        ["row"] = (facts, _) => facts.Row is { } row ? new Line(row.ToString(CultureInfo.InvariantCulture)) : null,
        ["student"] = (facts, language) => new Line(Student(facts, language)),
        ["reason"] = (facts, _) => FreeProse(facts.Reason),
        ["question"] = (facts, _) => FreeProse(facts.Question),
        ["steps"] = (facts, language) => ListOf(facts.Steps, step => Step(step, language)),
        ["institution"] = (facts, _) => Free(facts.Institution),
        ["overview"] = (facts, language) => facts.Overview is { Count: > 0 } counts ? new Links([.. counts.Select(count => (Count(count, language), count.Address))]) : null,
    };

    private static readonly Dictionary<string, Func<ContactOptions, string>> OfContacts = new(StringComparer.Ordinal)
    {
        ["hsaMail"] = contacts => contacts.HsaMail,
        ["serviceDeskPhone"] = contacts => contacts.ServiceDeskPhone,
        ["serviceDeskInternalPhone"] = contacts => contacts.ServiceDeskInternalPhone,
        ["systemManagementPhone"] = contacts => contacts.SystemManagementPhone,
        ["privateDentists"] = contacts => contacts.PrivateDentists,
        ["pinEnvelopeFee"] = contacts => contacts.PinEnvelopeFee.ToString(CultureInfo.InvariantCulture),
        ["lostCardFee"] = contacts => contacts.LostCardFee.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Stand alone on a line and become several.</summary>
    public static IReadOnlySet<string> Blocks { get; } = new HashSet<string>(StringComparer.Ordinal) { Contacts, "stations", "steps", "overview", "otherPlacements", "reason", "question" };

    public static IReadOnlyList<string> ContactsRequired { get; } =
        ["hsaMail", "serviceDeskPhone", "serviceDeskInternalPhone", "systemManagementPhone", "privateDentists"];

    /// <summary>May stand in any template.</summary>
    public static IReadOnlyList<string> Common { get; } = [.. OfContacts.Keys];

    /// <summary>There is always a value, also where a kind doesn't require it.</summary>
    public static IReadOnlyList<string> AlwaysKnown { get; } = [.. Common, Name, "student"];

    public static bool IsKnown(string name) => OfFacts.ContainsKey(name) || OfContacts.ContainsKey(name);

    /// <summary>The values of one mail; what isn't known isn't there.</summary>
    public static IReadOnlyDictionary<string, MailText> Values(MailFacts facts, MailLanguage language, ContactOptions contacts)
    {
        var values = OfContacts.ToDictionary(pair => pair.Key, pair => (MailText)new Line(pair.Value(contacts)), StringComparer.Ordinal);
        foreach (var (name, find) in OfFacts)
        {
            if (find(facts, language) is { } value)
                values[name] = value;
        }

        return values;
    }

    /// <summary>Whether everything is known that a mail of this kind must tell.</summary>
    public static bool Suffice(MailDeclaration mail, MailFacts facts) =>
        mail.Required.All(name => !OfFacts.TryGetValue(name, out var find) || find(facts, MailLanguage.Swedish) is not null);

    /// <summary>A student as told to those who mustn't read the name in a mail: list and row, else RSid, else the page alone.</summary>
    private static string Student(MailFacts facts, MailLanguage language) => (facts, language) switch
    {
        ({ List: { } list, Row: { } row }, MailLanguage.Swedish) => $"rad {row} i listan {FreeLine(list)}",
        ({ List: { } list, Row: { } row }, _) => $"row {row} in the list {FreeLine(list)}",
        ({ RsId: { } rsId }, MailLanguage.Swedish) => $"studenten med RSid {OneLine(rsId)}",
        ({ RsId: { } rsId }, _) => $"the student with RSid {OneLine(rsId)}",
        (_, MailLanguage.Swedish) => "studenten på sidan som länken går till",
        _ => "the student on the page that the link leads to",
    };

    private static string Step(MailStep step, MailLanguage language)
    {
        var (what, since) = language == MailLanguage.Swedish ? (step.Swedish, "sedan") : (step.English, "since");
        return FreeLine($"{(step.Student is { } student ? student + ": " : "")}{what} ({since} {Iso(step.Since)})");
    }

    private static string Count(MailCount count, MailLanguage language) => FreeLine((count.Overdue, language) switch
    {
        (0, MailLanguage.Swedish) => $"{count.Swedish}: {count.Count}",
        (_, MailLanguage.Swedish) => $"{count.Swedish}: {count.Count}, varav {count.Overdue} efter sin dag",
        (0, _) => $"{count.English}: {count.Count}",
        _ => $"{count.English}: {count.Count}, {count.Overdue} of them past their day",
    });

    private static string OtherPlacement(MailPlacement other, MailLanguage language) => (other.DaysLeft, language) switch
    {
        ( < 0, MailLanguage.Swedish) => $"Skicka det också till {FreeLine(other.Unit)} i dag: sista dagen var {Iso(other.SendBy)}.",
        (_, MailLanguage.Swedish) => $"Skicka det också till {FreeLine(other.Unit)} senast {Iso(other.SendBy)} ({DaysLeft(other.DaysLeft, language)}).",
        ( < 0, _) => $"Send it to {FreeLine(other.Unit)} too, today: the last day was {Iso(other.SendBy)}.",
        _ => $"Send it to {FreeLine(other.Unit)} too, no later than {Iso(other.SendBy)} ({DaysLeft(other.DaysLeft, language)}).",
    };

    private static string Station(MailStation station) =>
        OneLine(station.Address.Length == 0 ? station.Name : $"{station.Name}, {station.Address}");

    private static string DaysLeft(int days, MailLanguage language) => (days, language) switch
    {
        ( <= 0, MailLanguage.Swedish) => "i dag är sista dagen",
        (1, MailLanguage.Swedish) => "1 dag kvar",
        (_, MailLanguage.Swedish) => $"{days} dagar kvar",
        ( <= 0, _) => "today is the last day",
        (1, _) => "1 day left",
        _ => $"{days} days left",
    };

    private static Line? Day(DateOnly? day) => day is { } known ? new Line(Iso(known)) : null;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Line? Plain(string? text) => text is null ? null : new Line(OneLine(text));

    private static Line? Free(string? text) => text is null ? null : new Line(FreeLine(text));

    /// <summary>What a person has written: one line, without numbers of persons (D-41).</summary>
    private static string FreeLine(string text) => NumberMask.Apply(OneLine(text));

    /// <summary>The same for several lines.</summary>
    private static Prose? FreeProse(string? text) =>
        text is null ? null : new Prose(string.Join('\n', NumberMask.Apply(text).Trim().ReplaceLineEndings("\n").Split('\n').Select(OneLine)));

    private static Items? ListOf<T>(IReadOnlyList<T>? items, Func<T, string> line) =>
        items is { Count: > 0 } ? new Items([.. items.Select(line)]) : null;

    /// <summary>A value never begins a line, a heading or a header of its own.</summary>
    private static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
