using System.Globalization;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.Localization;

/// <summary>The page of the settings as they are in force.</summary>
public static class SettingTexts
{
    public static readonly Phrase Title = new("Inställningar som gäller", "Settings in force");
    public static readonly Phrase About = new("Varje inställning med sitt värde och varifrån det kommer.", "Each setting with its value and where it comes from.");
    public static readonly Phrase Intro = new(
        "Så här är den nod inställd som visar sidan. Inställningarna ändras i filen eller i miljövariabler och läses när noden startar; alla noder ska ha samma. Lösenord och nycklar ligger i filer för sig och visas aldrig.",
        "So the node that shows this page is set. Settings are changed in the file or in environment variables and read when the node starts; all nodes shall have the same. Passwords and keys lie in files of their own and are never shown.");

    public static readonly Phrase Node = new("Nod: {0}", "Node: {0}");
    public static readonly Phrase Key = new("Inställning", "Setting");
    public static readonly Phrase Value = new("Värde", "Value");
    public static readonly Phrase From = new("Kommer från", "Comes from");
    public static readonly Phrase NotSet = new("inte satt", "not set");
    public static readonly Phrase Masked = new("hemlig, visas inte", "secret, not shown");
    public static readonly Phrase Yes = new("ja", "yes");
    public static readonly Phrase No = new("nej", "no");

    private static readonly Dictionary<SettingSource, Phrase> Sources = new()
    {
        [SettingSource.Default] = new("grundvärde", "default"),
        [SettingSource.File] = new("filen {0}", "the file {0}"),
        [SettingSource.Environment] = new("miljövariabeln {0}", "the environment variable {0}"),
        [SettingSource.Start] = new("satt vid starten", "set at the start"),
    };

    private static readonly Dictionary<string, Phrase> Sections = new(StringComparer.Ordinal)
    {
        ["Installation"] = new("Installationen", "The installation"),
        ["Database"] = new("Databasen", "The database"),
        ["Secrets"] = new("Nycklar", "Keys"),
        ["Directory"] = new("Katalogen", "The directory"),
        ["Identifiers"] = new("RSid och HSA-id", "RSid and HSA-id"),
        ["Process"] = new("Processens tider och gränser", "Times and limits of the process"),
        ["Forecast"] = new("Prognosen", "The forecast"),
        ["Mail"] = new("Mejl", "Mail"),
        ["Contacts"] = new("Kontakter och avgifter", "Contacts and fees"),
        ["Status"] = new("Studentens sida", "The student's page"),
        ["Workers"] = new("Arbetet i bakgrunden", "The work in the background"),
        ["RecurringJobs"] = new("Det som återkommer", "What recurs"),
    };

    private static readonly CountedPhrase WorkingDays = new(new("1 arbetsdag", "1 working day"), new("{0} arbetsdagar", "{0} working days"));
    private static readonly CountedPhrase WholeDays = new(new("1 dygn", "1 day"), new("{0} dygn", "{0} days"));

    /// <summary>In what a number is counted, by the end of its name; the longest that fits.</summary>
    private static readonly Dictionary<string, CountedPhrase> Units = new(StringComparer.Ordinal)
    {
        ["WorkingDays"] = WorkingDays,
        ["WorkingDaysBefore"] = WorkingDays,
        ["Days"] = CommonTexts.Days,
        ["DaysBefore"] = CommonTexts.Days,
        ["Hours"] = new(new("1 timme", "1 hour"), new("{0} timmar", "{0} hours")),
        ["Minutes"] = CommonTexts.Minutes,
        ["Megabytes"] = Same("MB"),
        ["Fee"] = new(new("1 kr", "1 krona"), new("{0} kr", "{0} kronor")),
        ["Percent"] = Same("%"),
    };

    private static readonly Dictionary<string, Phrase> Spans = new(StringComparer.Ordinal)
    {
        ["h"] = new("{0} h", "{0} h"),
        ["min"] = new("{0} min", "{0} min"),
        ["s"] = new("{0} s", "{0} s"),
    };

    public static Phrase SectionOf(string section) => Sections.GetValueOrDefault(section, new(section, section));

    public static Phrase SourceOf(SettingInForce setting) => setting.Place is { } place ? Sources[setting.Source].With(place) : Sources[setting.Source];

    /// <summary>The value in words, with what it is counted in.</summary>
    public static Phrase ValueOf(SettingInForce setting) => setting.Value switch
    {
        _ when setting.IsMasked => Masked,
        null or "" => NotSet,
        bool isOn => isOn ? Yes : No,
        TimeSpan span => SpanOf(span),
        IFormattable number when UnitOf(setting.Key) is { } unit => unit.Of(number),
        DateOnly day => Plain(Show.Day(day)),
        IFormattable other => Plain(other.ToString(format: null, CultureInfo.InvariantCulture)),
        var text => Plain(text.ToString() ?? ""),
    };

    private static CountedPhrase? UnitOf(string key) =>
        Units.Where(unit => key.EndsWith(unit.Key, StringComparison.Ordinal)).OrderByDescending(unit => unit.Key.Length).Select(unit => unit.Value).FirstOrDefault();

    private static Phrase SpanOf(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } when span.Ticks % TimeSpan.TicksPerDay == 0 => WholeDays.Of(span.TotalDays),
        { TotalHours: >= 1 } when span.Ticks % TimeSpan.TicksPerHour == 0 => Spans["h"].With(span.TotalHours),
        { TotalMinutes: >= 1 } when span.Ticks % TimeSpan.TicksPerMinute == 0 => Spans["min"].With(span.TotalMinutes),
        _ => Spans["s"].With(span.TotalSeconds),
    };

    private static CountedPhrase Same(string unit) => new(Plain("1 " + unit), Plain("{0} " + unit));

    private static Phrase Plain(string text) => new(text, text);
}
