using RsCard.Students.Cases;

namespace RsCard.Students.Web.Localization;

/// <summary>Where each person begins.</summary>
public static class HomeTexts
{
    public static readonly Phrase Title = new("Start", "Home");
    public static readonly Phrase Needs = new("Det här väntar på dig", "This waits for you");
    public static readonly Phrase What = new("Vad", "What");
    public static readonly Phrase HowMany = new("Antal", "Number");
    public static readonly Phrase Oldest = new("Äldst", "Oldest");
    public static readonly CountedPhrase Overdue = new(new("1 försenad", "1 overdue"), new("{0} försenade", "{0} overdue"));
    public static readonly Phrase Nothing = new("Inget väntar på dig just nu.", "Nothing waits for you right now.");
    public static readonly Phrase Failed = new("Arbete som inte gick", "Work that failed");
    public static readonly Phrase Drift = new("Skillnader mot katalogen", "Differences from the directory");
    public static readonly Phrase Alarms = new("Kort som gått ut hos stationen eller inte återlämnats", "Cards that expired at the station or weren't given back");
    public static readonly Phrase Late = new("Hinner kanske inte få kort till första dagen", "May not have a card on the first day");
    public static readonly Phrase Refused = new("Rader att rätta i {0}", "Rows to mend in {0}");
    public static readonly Phrase Nearest = new("Studenter som väntar på dig", "Students who wait for you");
    public static readonly Phrase More = new("Fler sidor", "More pages");
    public static readonly Phrase All = new("Visa alla {0}", "Show all {0}");

    /// <summary>A step as the one calls it whose turn it is.</summary>
    private static readonly Dictionary<string, Phrase> Own = new(StringComparer.Ordinal)
    {
        ["review/review"] = new("Studenter att granska", "Students to review"),
        ["review/answer"] = new("Frågor från HSA-gruppen att svara på", "Questions of the HSA team to answer"),
        ["passport-copy/copy"] = new("Passkopior att lämna", "Passport copies to hand in"),
        ["passport-copy/decision"] = new("Passkopior att kontrollera", "Passport copies to verify"),
    };

    public static Phrase StepOf(OpenTurn turn) =>
        Own.TryGetValue($"{turn.DefinitionId}/{turn.ActivityId}", out var own) ? own
        : turn.Text is var (swedish, english) ? new(swedish, english)
        : new(turn.ActivityId, turn.ActivityId);
}
