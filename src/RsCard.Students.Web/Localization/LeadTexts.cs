using RsCard.Students.LeadTimes;

namespace RsCard.Students.Web.Localization;

/// <summary>How many days each step takes.</summary>
public static class LeadTexts
{
    public static readonly Phrase Title = new("Ledtider", "Lead times");
    public static readonly Phrase Intro = new(
        "Hur många dagar varje steg tog, för steg som blev klara {0} – {1}.",
        "How many days each step took, for steps that were done {0} – {1}.");

    public static readonly Phrase HowToRead = new(
        "Stapeln är medianen: hälften tog högst så många dagar. Märket efter linjen: nio av tio tog högst så många. Siffrorna står bredvid, i samma ordning.",
        "The bar is the median: half took no more days. The mark after the line: nine of ten took no more. The numbers stand beside it, in the same order.");

    public static readonly Phrase Period = new("Tid", "Time");
    public static readonly Phrase StepForInstitutions = new("Steg per lärosäte", "Step by institution");
    public static readonly Phrase Show = new("Visa", "Show");
    public static readonly Phrase Steps = new("Steg för steg", "Step by step");
    public static readonly Phrase Reserve = new("Reservkort: ett besök", "Reserve cards: one visit");
    public static readonly Phrase ByInstitution = new("Per lärosäte: {0}", "By institution: {0}");
    public static readonly Phrase ByStation = new("Per kortstation: {0}", "By card station: {0}");
    public static readonly Phrase Station = new("Kortstation", "Card station");
    public static readonly Phrase Count = new("Antal", "Number");
    public static readonly Phrase Median = new("Median", "Median");
    public static readonly Phrase NineOfTen = new("Nio av tio", "Nine of ten");
    public static readonly Phrase Longest = new("Längst", "Longest");
    public static readonly Phrase Says = new(
        "{0}: median {1}, nio av tio inom {2}.",
        "{0}: median {1}, nine of ten within {2}.");

    public static readonly Phrase Empty = new("Inget steg blev klart {0} – {1}.", "No step was done {0} – {1}.");
    public static readonly Phrase EmptyStep = new(
        "Ingen har gjort det steget under tiden. Välj ett annat steg, eller en längre tid.",
        "Nobody has done that step in the time. Choose another step, or a longer time.");

    public static readonly Phrase ShowYear = new("Visa de senaste tolv månaderna", "Show the last twelve months");

    private static readonly Dictionary<string, Phrase> Periods = new(StringComparer.Ordinal)
    {
        ["term"] = new("Terminen", "The term"),
        ["3"] = new("Tre månader", "Three months"),
        ["6"] = new("Sex månader", "Six months"),
        ["12"] = new("Tolv månader", "Twelve months"),
    };

    private static readonly Dictionary<LeadStep, Phrase> StepNames = new()
    {
        [LeadStep.Approval] = new("Lista till godkännande", "List to approval"),
        [LeadStep.Entry] = new("Godkännande till katalogen", "Approval to directory"),
        [LeadStep.RsIdMail] = new("Katalogen till mejl med RSid", "Directory to mail with RSid"),
        [LeadStep.ListToRsId] = new("Lista till mejl med RSid", "List to mail with RSid"),
        [LeadStep.Photo] = new("Mejl med RSid till foto", "Mail with RSid to photo"),
        [LeadStep.CardExpected] = new("Foto till väntat kort", "Photo to expected card"),
        [LeadStep.HandOver] = new("Foto till utlämnat kort", "Photo to card handed over"),
        [LeadStep.ListToCard] = new("Lista till utlämnat kort", "List to card handed over"),
        [LeadStep.ReserveCard] = new("Mejl med RSid till reservkort", "Mail with RSid to reserve card"),
        [LeadStep.ListToReserveCard] = new("Lista till reservkort", "List to reserve card"),
    };

    public static Phrase PeriodOf(LeadPeriod period) => Periods[period.Key];

    public static Phrase StepOf(LeadStep step) => StepNames[step];
}
