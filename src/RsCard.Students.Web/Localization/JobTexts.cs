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

    private static readonly Dictionary<string, Phrase> Names = new(StringComparer.Ordinal)
    {
        ["check-audit"] = new("Kontrollera händelsernas sigill", "Check the seals of the audit trail"),
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

    public static Phrase NameOf(RecurringJobState job) => Names.GetValueOrDefault(job.Name, new(job.Name, job.Name));
}
