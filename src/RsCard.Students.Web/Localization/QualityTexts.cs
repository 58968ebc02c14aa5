namespace RsCard.Students.Web.Localization;

/// <summary>How lists have gone.</summary>
public static class QualityTexts
{
    public static readonly Phrase Title = new("Listornas kvalitet", "Quality of the lists");
    public static readonly Phrase Intro = new(
        "{0} av {1} rader gick igenom utan anmärkning sedan {2}: {3} %. {4} rader behövde rättas.",
        "{0} of {1} rows went through with no remark since {2}: {3} %. {4} rows had to be mended.");

    public static readonly Phrase WhatCounts = new(
        "Rader med skyddade personuppgifter och placeringar i Halmstad räknas inte som fel.",
        "Rows with protected identity and placements in Halmstad don't count as faults.");

    public static readonly Phrase Time = new("Tid", "Time");
    public static readonly Phrase Months = new("{0} månader", "{0} months");
    public static readonly Phrase ByMonth = new("Rader utan anmärkning, månad för månad", "Rows with no remark, month by month");
    public static readonly Phrase ByInstitution = new("Rader utan anmärkning, per lärosäte", "Rows with no remark, by institution");
    public static readonly Phrase Month = new("Månad", "Month");
    public static readonly Phrase Lists = new("Listor", "Lists");
    public static readonly Phrase Smooth = new("Utan anmärkning", "No remark");
    public static readonly Phrase Refused = new("Att rätta", "To mend");
    public static readonly Phrase Share = new("Andel", "Share");
    public static readonly Phrase Percent = new("{0} %", "{0} %");
    public static readonly Phrase Says = new("{0}: {1} % av {2} rader.", "{0}: {1} % of {2} rows.");
    public static readonly Phrase Faults = new("Det vanligaste att rätta", "What most often has to be mended");
    public static readonly Phrase NoFaults = new("Inga fel: varje rad gick igenom.", "No faults: every row went through.");
    public static readonly Phrase Code = new("Kod", "Code");
    public static readonly Phrase Newest = new("De senaste listorna", "The newest lists");
    public static readonly Phrase Empty = new("Inga listor har skickats sedan {0}.", "No lists have been sent since {0}.");
    public static readonly Phrase ShowYear = new("Visa de senaste tolv månaderna", "Show the last twelve months");
}
