namespace RsCard.Students.Web.Localization;

/// <summary>How the installation is, and what to do where it isn't well.</summary>
public static class HealthTexts
{
    public static readonly Phrase Title = new("Hälsa", "Health");
    public static readonly Phrase About = new("Databas, katalog, mejl, köer, sigill, noder och disk: vad som är fel och vad man gör.", "Database, directory, mail, queues, seals, nodes and disk: what is wrong and what to do.");
    public static readonly Phrase AllWell = new("Allt är som det ska.", "All is as it should be.");
    public static readonly Phrase NeedsYou = new("{0} saker behöver åtgärdas, {1} är bra att känna till.", "{0} things need something done, {1} are good to know.");
    public static readonly Phrase Area = new("Del", "Part");
    public static readonly Phrase How = new("Hur det står till", "How it is");
    public static readonly Phrase WhatToDo = new("Gör så här", "What to do");
    public static readonly Phrase Good = new("bra", "well");
    public static readonly Phrase Note = new("att känna till", "to know");
    public static readonly Phrase Bad = new("åtgärda", "act");
    public static readonly Phrase GoThere = new("Gå dit", "Go there");

    public static readonly Phrase Nodes = new("Noder", "Nodes");
    public static readonly Phrase NodesThere = new("{0} arbetar: {1}.", "{0} work: {1}.");
    public static readonly Phrase NoNodes = new("Ingen nod arbetar. Mejl, katalogskrivningar och det som återkommer står stilla.", "No node works. Mails, directory writes and what recurs stand still.");
    public static readonly Phrase NoNodesDo = new("Starta en nod: rscard serve eller rscard work. Inget är förlorat.", "Start a node: rscard serve or rscard work. Nothing is lost.");

    public static readonly Phrase Database = new("Databasen", "The database");
    public static readonly Phrase DatabaseAnswers = new("PostgreSQL {0} svarar på {1} ms. Storlek {2} MB, {3} av {4} anslutningar används.", "PostgreSQL {0} answers in {1} ms. Size {2} MB, {3} of {4} connections are used.");
    public static readonly Phrase ConnectionsDo = new("Nästan alla anslutningar används: höj max_connections, eller kör färre noder.", "Nearly all connections are used: raise max_connections, or run fewer nodes.");

    public static readonly Phrase Directory = new("Katalogen", "The directory");
    public static readonly Phrase DirectoryAnswers = new("{0} svarar.", "{0} answers.");
    public static readonly Phrase DirectoryAway = new("{0} svarar inte, eller tar inte emot vår inloggning (DIR-001).", "{0} doesn't answer, or doesn't take our sign-in (DIR-001).");
    public static readonly Phrase DirectoryAwayDo = new("Kör rscard directory check: den säger vad som är fel. Skrivningar väntar och görs när katalogen svarar.", "Run rscard directory check: it says what is wrong. Writes wait and are done when the directory answers.");
    public static readonly Phrase NoBranch = new("Grenen {0} syns inte.", "The branch {0} can't be seen.");
    public static readonly Phrase NoBranchDo = new("Se efter om grenen finns, och vad läskontot får läsa (CHK-004).", "See whether the branch is there, and what the reading account may read (CHK-004).");

    public static readonly Phrase Reconciliation = new("Avstämningen", "The reconciliation");
    public static readonly Phrase InSync = new("I fas senast {0}.", "Last in sync {0}.");
    public static readonly Phrase NeverInSync = new("Ingen avstämning har slutat i fas än.", "No reconciliation has ended in sync yet.");
    public static readonly Phrase NotInSyncDo = new("Se på sidan Katalogen vad som hålls tillbaka eller väntar på beslut.", "See on the page Directory what is held back or waits for a decision.");
    public static readonly Phrase IsReadOnly = new("Katalogen är skrivskyddad sedan {0} av {1}: {2}.", "The directory is read-only since {0} by {1}: {2}.");
    public static readonly Phrase IsReadOnlyDo = new("Det som väntar skrivs när skyddet tas bort: rscard directory read-only off.", "What waits is written when that ends: rscard directory read-only off.");

    public static readonly Phrase Mails = new("Mejl", "Mail");
    public static readonly Phrase MailGoes = new("{0} tar emot. {1} mejl väntar på att skickas.", "{0} takes mail. {1} mails wait to be sent.");
    public static readonly Phrase MailWaits = new("{0} mejl har inte kunnat lämnas till {1} och försöks igen. Senaste skäl: {2}", "{0} mails couldn't be handed to {1} and are tried again. Last reason: {2}");
    public static readonly Phrase MailWaitsDo = new("Slå upp koden under Drift: den säger vad som är tryggt att göra.", "Look the code up under Operations: it says what is safe to do.");
    public static readonly Phrase MailToFolder = new("Mejl läggs i mappen {0} och skickas inte.", "Mails are put into the folder {0} and not sent.");
    public static readonly Phrase MailToFolderDo = new("Ställ in Mail:Transport till Smtp, om inget annat program hämtar dem där.", "Set Mail:Transport to Smtp, unless another program fetches them there.");

    public static readonly Phrase WrittenTexts = new("Mejltexter", "Mail texts");
    public static readonly Phrase TextsFit = new("{0} texter är ändrade här, resten är som de levererades.", "{0} texts are changed here, the rest are as delivered.");
    public static readonly Phrase TextsDontFit = new(
        "Passar inte den här versionen av programmet: {0}. Där skickas den levererade texten i stället.",
        "Don't fit this release of the program: {0}. There the delivered text is sent instead.");

    public static readonly Phrase TextsDontFitDo = new("Öppna texten: sidan säger vad som ska ändras. Eller gå tillbaka till den levererade.", "Open the text: the page says what to change. Or go back to the delivered one.");

    public static readonly Phrase Queues = new("Köer", "Queues");
    public static readonly Phrase QueuesFlow = new("{0} arbeten på väg, {1} tidpunkter har passerat. Inget har väntat länge.", "{0} pieces of work on their way, {1} times have passed. Nothing has waited long.");
    public static readonly Phrase QueuesOld = new("Det äldsta har väntat mer än en timme: {0}.", "The oldest has waited for more than an hour: {0}.");
    public static readonly Phrase QueuesOldDo = new("Se under Drift varför det väntar, och om någon nod arbetar.", "See under Operations why it waits, and whether any node works.");

    public static readonly Phrase Incidents = new("Misslyckat arbete", "Failed work");
    public static readonly Phrase NoIncidents = new("Inget väntar på att lagas.", "Nothing waits to be mended.");
    public static readonly Phrase SomeIncidents = new("{0} fel väntar på att lagas.", "{0} failures wait to be mended.");
    public static readonly Phrase SomeIncidentsDo = new("Drift visar dem efter orsak, med vad som är tryggt att göra.", "Operations shows them by cause, with what is safe to do.");

    public static readonly Phrase Seals = new("Granskningsloggens sigill", "Seals of the audit trail");
    public static readonly Phrase SealedAt = new("Förseglades senast {0}.", "Last sealed {0}.");
    public static readonly Phrase NotSealed = new("Inget har förseglats den senaste timmen (senast {0}).", "Nothing has been sealed for the last hour (last {0}).");
    public static readonly Phrase NotSealedDo = new("Kör jobbet nu. Går det inte, se felkoden på jobbets sida.", "Run the job now. If that fails, see the code on the job's page.");
    public static readonly Phrase SealBroken = new("Ett sigill stämmer inte (AUDIT-001): en händelse har ändrats, lagts till eller tagits bort.", "A seal doesn't hold (AUDIT-001): an event was changed, added or taken away.");
    public static readonly Phrase SealBrokenDo = new("Rör inte databasen. Ring säkerhetsfunktionen.", "Keep the database as it is. Call security.");

    public static readonly Phrase Jobs = new("Det som återkommer", "What recurs");
    public static readonly Phrase JobsRun = new("Alla {0} jobb går som de ska.", "All {0} jobs run as they should.");
    public static readonly Phrase JobsFail = new("Misslyckas eller är försenade: {0}.", "Fail or are overdue: {0}.");
    public static readonly Phrase JobsDo = new("Jobbens sida har felkoden. De försöks igen av sig själva.", "The page of the jobs has the code. They are tried again by themselves.");
    public static readonly Phrase JobsPaused = new("Pausade: {0}.", "Paused: {0}.");
    public static readonly Phrase JobsPausedDo = new("Starta dem igen när orsaken är borta.", "Start them again when the cause is gone.");

    public static readonly Phrase Disk = new("Disk på den här noden", "Disk of this node");
    public static readonly Phrase DiskFree = new("{0} har {1} MB ledigt ({2} %).", "{0} has {1} MB free ({2} %).");
    public static readonly Phrase DiskDo = new("Ge disken mer plats, eller flytta bort gamla loggar.", "Give the disk more room, or move old logs away.");
}
