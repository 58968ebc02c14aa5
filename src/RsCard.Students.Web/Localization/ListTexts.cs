using RsCard.Students.Submissions;

namespace RsCard.Students.Web.Localization;

/// <summary>Lists of students.</summary>
public static class ListTexts
{
    public static readonly Phrase Title = new("Listor", "Lists");
    public static readonly Phrase SendTitle = new("Skicka en lista", "Send a list");
    public static readonly Phrase PreviewTitle = new("Förhandsvisning: inget har hänt än", "Preview: nothing has happened yet");
    public static readonly Phrase File = new("Fil (CSV eller XLSX, högst {0} MB)", "File (CSV or XLSX, at most {0} MB)");
    public static readonly Phrase FileName = new("Fil", "File");
    public static readonly Phrase Template = new("Hämta en tom mall", "Get an empty template");
    public static readonly Phrase Intro = new(
        "Välj listan. Du får först se vad som skulle hända, och bekräftar sedan.",
        "Choose the list. You first see what would happen, and then confirm.");

    public static readonly Phrase Preview = new("Visa vad som händer", "Show what happens");
    public static readonly Phrase Confirm = new("Skicka listan", "Send the list");
    public static readonly Phrase ChooseAnother = new("Välj en annan fil", "Choose another file");
    public static readonly Phrase Encoding = new("Läst som", "Read as");
    public static readonly Phrase EncodingHint = new(
        "Ser å, ä eller ö fel ut, spara listan som .xlsx i stället.",
        "If å, ä or ö look wrong, save the list as .xlsx instead.");

    public static readonly Phrase Rows = new("Rader", "Rows");
    public static readonly Phrase Count = new("Antal", "Count");
    public static readonly Phrase BecomesOf = new("Vad som händer", "What happens");
    public static readonly Phrase RefusedRows = new("Rader som behöver rättas", "Rows to be mended");
    public static readonly Phrase Notes = new("Rader att känna till", "Rows to know of");
    public static readonly Phrase Row = new("Rad", "Row");
    public static readonly Phrase Column = new("Kolumn", "Column");
    public static readonly Phrase WhatToDo = new("Vad du gör", "What to do");
    public static readonly Phrase WholeRow = new("hela raden", "the whole row");
    public static readonly Phrase MoreRows = new("Och {0} till. Alla finns i filen med rader att rätta.", "And {0} more. All are in the file of rows to mend.");
    public static readonly Phrase MoreRowsPreview = new(
        "Och {0} till. När listan är skickad får du alla i en fil att rätta.",
        "And {0} more. When the list is sent you get all in a file to mend.");

    public static readonly Phrase GoodGoOn = new(
        "De andra raderna går vidare. Rätta och skicka de här som en egen lista, när du vill.",
        "The other rows go on. Mend these and send them as a list of their own, whenever you like.");

    public static readonly Phrase Refused = new("Hämta raderna att rätta", "Get the rows to mend");
    public static readonly Phrase SentAt = new("Skickad", "Sent");
    public static readonly Phrase SentBy = new("Av", "By");
    public static readonly Phrase Applied = new("Klar", "Done");
    public static readonly Phrase Pending = new("Pågår", "In progress");
    public static readonly Phrase Working = new("{0} av {1} rader klara", "{0} of {1} rows done");
    public static readonly Phrase WorkingTitle = new("Raderna gås igenom", "The rows are gone through");
    public static readonly Phrase WorkingHint = new(
        "Sidan laddar om sig själv. Du kan stänga den: arbetet fortsätter, och listan finns kvar här.",
        "The page reloads itself. You may close it: the work goes on, and the list stays here.");

    public static readonly Phrase PreviewingHint = new(
        "Sidan visar själv hur långt det har kommit. Du kan stänga den och komma tillbaka inom en kvart; inget skickas förrän du säger till.",
        "The page shows by itself how far it has come. You may close it and come back within a quarter of an hour; nothing is sent until you say so.");

    public static readonly Phrase OrDrop = new("Eller släpp filen här.", "Or drop the file here.");
    public static readonly Phrase Sending = new("Filen skickas hit", "The file is on its way here");
    public static readonly Phrase BytesSent = new("{0} av {1} MB", "{0} of {1} MB");
    public static readonly Phrase Reading = new("Filen är framme och läses.", "The file has come and is being read.");
    public static readonly Phrase StopSending = new("Avbryt", "Cancel");
    public static readonly Phrase SendingBroke = new(
        "Överföringen bröts innan filen var framme. Inget har hänt: försök igen.",
        "The transfer broke off before the file had come. Nothing has happened: try again.");

    public static readonly Phrase TakeBackTitle = new("Ta tillbaka listan", "Take the list back");
    public static readonly Phrase TakeBackHint = new(
        "Nya med den här listan som väntar på beslut: {0}. De lämnar granskningen, och ingen får något mejl. De som redan är godkända eller avslagna berörs inte. Du kan skicka listan igen.",
        "New with this list and awaiting a decision: {0}. They leave the review, and nobody gets a mail. Those approved or rejected already aren't touched. You can send the list again.");

    public static readonly CountedPhrase TakeBack = new(new("Ta tillbaka 1 student", "Take back 1 student"), new("Ta tillbaka {0} studenter", "Take back {0} students"));
    public static readonly CountedPhrase TookBack = new(new("1 student togs tillbaka. De andra går vidare.", "1 student was taken back. The others go on."), new("{0} studenter togs tillbaka. De andra går vidare.", "{0} students were taken back. The others go on."));
    public static readonly Phrase NothingToTakeBack = new("Ingen att ta tillbaka: alla har fått beslut, eller listan togs tillbaka nyss.", "Nobody to take back: all are decided about, or the list was taken back just now.");
    public static readonly Phrase TakenBack = new("Listan togs tillbaka {0} av {1}.", "The list was taken back {0} by {1}.");
    public static readonly Phrase TakenBackState = new("Tillbakatagen", "Taken back");
    public static readonly Phrase Empty = new("Inga listor har skickats än.", "No lists have been sent yet.");
    public static readonly Phrase FileMissing = new("Välj en fil.", "Choose a file.");
    public static readonly Phrase InstitutionMissing = new("Välj ett av dina lärosäten.", "Choose one of your institutions.");
    public static readonly Phrase PreviewGone = new(
        "Förhandsvisningen har gått ut och filen är borttagen. Välj filen igen: inget har skickats.",
        "The preview is over and the file is gone. Choose the file again: nothing was sent.");

    public static readonly Phrase NoRoom = new(
        "Många stora listor förhandsvisas just nu. Vänta några minuter och försök igen.",
        "Many large lists are being previewed right now. Wait some minutes and try again.");

    public static readonly Phrase NoPreview = new(
        "DIR-001: Katalogen svarar inte, så resultatet kan inte visas i förväg. Du kan skicka listan ändå: raderna behandlas när katalogen svarar.",
        "DIR-001: The directory doesn't answer, so the result can't be shown in advance. You may send the list anyway: its rows are handled when the directory answers.");

    private static readonly Dictionary<string, Phrase> Verdicts = new()
    {
        [Verdict.New] = new("Nya: granskas av HSA-gruppen", "New: reviewed by the HSA team"),
        [Verdict.Review] = new("Behöver ett beslut: granskas av HSA-gruppen", "Need a decision: reviewed by the HSA team"),
        [Verdict.Extended] = new("Förlängs", "Extended"),
        [Verdict.Renewal] = new("Kortet går snart ut: nytt kort", "The card ends soon: a new card"),
        [Verdict.Unchanged] = new("Oförändrade", "Unchanged"),
        [Verdict.Refused] = new("Behöver rättas", "To be mended"),
        [Verdict.Protected] = new("Skyddade personuppgifter: hanteras inte här", "Protected identity: not handled here"),
        [Verdict.HandedOver] = new("Halmstad: lämnas över", "Halmstad: handed over"),
    };

    public static Phrase VerdictOf(string verdict) => Verdicts.TryGetValue(verdict, out var text) ? text : new(verdict, verdict);

    public static Phrase ColumnOf(string? column) =>
        column is null ? WholeRow : ListColumn.All.FirstOrDefault(known => known.Name == column) is { } found ? new(found.Swedish, found.English) : new(column, column);
}
