using RsCard.Students.Recurring;

namespace RsCard.Students.Web.Localization;

/// <summary>What recurs.</summary>
public static class JobTexts
{
    public static readonly Phrase Title = new("Det som återkommer", "What recurs");
    public static readonly Phrase Job = new("Jobb", "Job");
    public static readonly Phrase Schedule = new("Tider", "Schedule");
    public static readonly Phrase Last = new("Senast", "Last");
    public static readonly Phrase Next = new("Nästa", "Next");
    public static readonly Phrase Outcome = new("Utfall", "Outcome");
    public static readonly Phrase Seconds = new("{0} s på {1}", "{0} s on {1}");
    public static readonly Phrase NotYet = new("Har inte körts än", "Has not run yet");
    public static readonly Phrase Running = new("Körs sedan {0} på {1}", "Runs since {0} on {1}");
    public static readonly Phrase BrokenOff = new("En körning bröts med sin nod. En annan nod tar över.", "A run was broken off with its node. Another node takes it over.");
    public static readonly Phrase Overdue = new("Försenat: arbetar någon nod?", "Overdue: does any node work?");
    public static readonly Phrase Failing = new("{0} gånger i rad sedan {1}. Gick senast bra {2}.", "{0} times in a row since {1}. Last went well {2}.");

    public static readonly Phrase About = new("Det som sker av sig självt: när, hur det gick, kör nu och pausa.", "What is done by itself: when, how it went, run now and pause.");
    public static readonly Phrase Paused = new("pausat", "paused");
    public static readonly Phrase PausedBy = new("Pausat sedan {0} av {1}: körs bara när någon ber om det.", "Paused since {0} by {1}: runs only when somebody asks for it.");
    public static readonly Phrase AsConfigured = new("som inställningen har det: {0}", "as the setting has it: {0}");
    public static readonly Phrase Technical = new("Namn i inställningar och loggar", "Name in settings and logs");
    public static readonly Phrase RunTitle = new("Kör nu", "Run now");
    public static readonly Phrase RunHint = new("Jobbet körs en gång, utöver sina tider. Det är ofarligt att köra ett jobb extra.", "The job runs once, beside its times. It is safe to run a job once more.");
    public static readonly Phrase Ordered = new("{0} är beställt. Ladda om sidan om en stund för att se hur det gick.", "{0} is ordered. Load the page again in a while to see how it went.");
    public static readonly Phrase TooMany = new("För många jobb väntar redan här (ADMIN-003). Vänta en stund och försök igen.", "Too many jobs wait here already (ADMIN-003). Wait a little and try again.");
    public static readonly Phrase PauseTitle = new("Pausa", "Pause");
    public static readonly Phrase PauseHint = new(
        "Jobbet körs inte av sig självt på någon nod förrän någon startar det igen. En körning som pågår avslutas som vanligt.",
        "The job doesn't run by itself on any node until somebody starts it again. A run that is under way ends as usual.");

    public static readonly Phrase Sure = new("Ja, pausa det här jobbet", "Yes, pause this job");
    public static readonly Phrase SureMissing = new("Kryssa i att du vill pausa jobbet.", "Tick that you want to pause the job.");
    public static readonly Phrase Pause = new("Pausa jobbet", "Pause the job");
    public static readonly Phrase Resume = new("Starta jobbet igen", "Start the job again");
    public static readonly Phrase IsPaused = new("{0} är pausat.", "{0} is paused.");
    public static readonly Phrase IsResumed = new("{0} körs igen på sina tider.", "{0} runs at its times again.");

    private static readonly Dictionary<string, Phrase> Names = new(StringComparer.Ordinal)
    {
        ["check-audit"] = new("Kontrollera händelsernas sigill", "Check the seals of the audit trail"),
        ["erase-card-photos"] = new("Radera bilder som ingen behöver", "Erase pictures that nobody needs"),
        ["erase-passport-copies"] = new("Radera passkopior som ingen behöver", "Erase passport copies that nobody needs"),
        ["read-bounces"] = new("Läs mejl som kom tillbaka", "Read mails that came back"),
        ["remind"] = new("Påminn den som dröjer", "Remind those who are late"),
        ["seal-audit"] = new("Försegla händelserna", "Seal the audit trail"),
        ["sync-directory-changes"] = new("Stäm av katalogen: det som har ändrats", "Reconcile the directory: what has changed"),
        ["sync-directory-full"] = new("Stäm av hela katalogen", "Reconcile the whole directory"),
        ["tidy-workflow"] = new("Ta bort gamla avslutade flöden", "Remove flows that ended long ago"),
        ["weekly-digest"] = new("Skicka veckans läge till studieadministratörerna", "Send the week's digest to the study administrators"),
        ["watch-card-activation"] = new("Bevaka kort som väntar på aktivering", "Watch cards that wait for activation"),
        ["watch-card-expiry"] = new("Bevaka kort som snart går ut", "Watch cards that expire soon"),
    };

    private static readonly Dictionary<string, Phrase> Meanings = new(StringComparer.Ordinal)
    {
        ["check-audit"] = new("Räknar om varje sigill. Pausat: en ändrad händelse upptäcks inte.", "Reckons every seal again. Paused: a changed event isn't found."),
        ["erase-card-photos"] = new("Raderar bilder från disken när kortet inte längre är på väg. Pausat: de ligger kvar.", "Erases pictures from the counter when the card isn't on its way any more. Paused: they stay."),
        ["erase-passport-copies"] = new("Raderar passkopior som flödet inte kunde radera. Pausat: de ligger kvar, vilket reglerna inte tillåter länge.", "Erases passport copies that the flow couldn't erase. Paused: they stay, which the rules don't allow for long."),
        ["read-bounces"] = new("Läser leveransrapporter. Pausat: ingen får veta att ett mejl inte kom fram.", "Reads delivery reports. Paused: nobody is told that a mail didn't arrive."),
        ["remind"] = new("Påminner studenter och skickar sammanställningar till lärosätena. Pausat: ingen påminns.", "Reminds students and sends digests to the institutions. Paused: nobody is reminded."),
        ["seal-audit"] = new("Förseglar nya händelser. Pausat: en ändring av en oförseglad händelse syns inte.", "Seals new events. Paused: a change to an unsealed event doesn't show."),
        ["sync-directory-changes"] = new("Läser vad som har ändrats i katalogen och skriver det som ska stå där. Pausat: avvikelser upptäcks bara om natten.", "Reads what has changed in the directory and writes what is wanted. Paused: drift is found only at night."),
        ["sync-directory-full"] = new("Läser hela katalogen. Pausat: det som ändringsläsningen har missat upptäcks inte.", "Reads the whole directory. Paused: what the reading of changes has missed isn't found."),
        ["tidy-workflow"] = new("Tar bort körningsdata för ärenden som slutade för länge sedan. Pausat: databasen växer.", "Removes the runtime's data of cases that ended long ago. Paused: the database grows."),
        ["watch-card-activation"] = new("Meddelar studenter vars kort har blivit aktivt. Pausat: de får vänta på beskedet.", "Tells students whose card has become active. Paused: they wait for the word."),
        ["watch-card-expiry"] = new("Meddelar om kort som snart går ut. Pausat: studenter kan stå utan giltigt kort.", "Tells of cards that expire soon. Paused: students may be without a valid card."),
        ["weekly-digest"] = new("Skickar veckans läge till varje lärosäte, veckans första arbetsdag. Pausat: de får inget veckobrev.", "Sends the week's stand to each institution, on the week's first working day. Paused: they get no weekly mail."),
    };

    public static Phrase NameOf(RecurringJobState job) => Names.GetValueOrDefault(job.Name, new(job.Name, job.Name));

    /// <summary>What the job does, and what it means that it doesn't run.</summary>
    public static Phrase MeaningOf(string name) => Meanings.GetValueOrDefault(name, new(name, name));
}
