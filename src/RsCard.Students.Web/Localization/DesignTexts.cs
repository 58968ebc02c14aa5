namespace RsCard.Students.Web.Localization;

/// <summary>The page that shows every component in every state. What stands in them is made up.</summary>
public static class DesignTexts
{
    public static readonly Phrase Title = new("Byggstenar", "Components");
    public static readonly Phrase Intro = new(
        "Varje byggsten i varje läge, som sidorna använder dem. Byt språk, tema och bredd: inget får brista.",
        "Every component in every state, as the pages use them. Change language, theme and width: nothing may break.");

    public static readonly Phrase Type = new("Text", "Type");
    public static readonly Phrase Lead = new("Stor text: det viktigaste på sidan.", "Large text: what matters most on the page.");
    public static readonly Phrase Body = new("Brödtext, högst så bred att den är lätt att läsa.", "Body text, no wider than is easy to read.");
    public static readonly Phrase Hint = new("Hjälptext: hur det ska skrivas.", "Hint: how to write it.");
    public static readonly Phrase Tags = new("Lägen", "States");
    public static readonly Phrase Plain = new("inte än", "not yet");
    public static readonly Phrase Banners = new("Besked", "Banners");
    public static readonly Phrase WasDone = new("Fotot är registrerat.", "The photo is registered.");
    public static readonly Phrase ToKnow = new("Kortet kan lämnas ut tidigast 2030-01-31.", "The card can be handed over on 2030-01-31 at the earliest.");
    public static readonly Phrase ToKnowTitle = new("Att känna till", "To know");
    public static readonly Phrase WasRefused = new("Ingen uppgift ändrades.", "Nothing was changed.");
    public static readonly Phrase Errors = new("Fel i ett formulär", "Errors in a form");
    public static readonly Phrase ErrorsHint = new("Sammanfattningen överst på sidan tar fokus. Varje rad leder till sitt fält.", "The summary at the top of a page takes focus. Each line leads to its field.");
    public static readonly Phrase ShowErrors = new("Visa med fel", "Show with errors");
    public static readonly Phrase HideErrors = new("Visa utan fel", "Show without errors");
    public static readonly Phrase DateWrong = new("Skriv datumet som ÅÅÅÅ-MM-DD.", "Write the date as YYYY-MM-DD.");
    public static readonly Phrase TextWrong = new("Skriv varför.", "Write why.");
    public static readonly Phrase Fields = new("Fält", "Fields");
    public static readonly Phrase Why = new("Varför", "Why");
    public static readonly Phrase Choice = new("Ett val", "A choice");
    public static readonly Phrase OneWay = new("Det kan hittas", "It may be found");
    public static readonly Phrase OtherWay = new("Det hittas inte", "It won't be found");
    public static readonly Phrase Main = new("Det man oftast gör", "What is done most");
    public static readonly Phrase Quiet = new("Det andra", "The other");
    public static readonly Phrase Danger = new("Det som inte kan ångras", "What can't be undone");
    public static readonly Phrase Facts = new("Uppgifter om en sak", "Summary list");
    public static readonly Phrase Table = new("Tabell med val och sidor", "Table with choice and pages");
    public static readonly Phrase Totals = new("Summor", "Totals");
    public static readonly Phrase Empty = new("Tom lista", "Empty list");
    public static readonly Phrase EmptyWhy = new("Inga listor har skickats än.", "No lists have been sent yet.");
    public static readonly Phrase Progress = new("Hur långt det har kommit", "Progress");
    public static readonly Phrase Chart = new("Diagram", "Chart");
    public static readonly Phrase ChartSays = new("Hur lång tid två steg tar.", "How long two steps take.");
    public static readonly Phrase Share = new("Diagram med andelar", "Chart of shares");
    public static readonly Phrase Compare = new("Sida vid sida", "Side by side");
    public static readonly Phrase Check = new("Rutor att bocka av på papper", "Boxes to tick on paper");
    public static readonly Phrase Way = new("Steg", "Timeline");
    public static readonly Phrase Confirmation = new("Stort besked vid disken", "Large confirmation for the counter");
    public static readonly Phrase Links = new("Länkar i rad", "Links in a row");
}
