using RsCard.Students.Cases;

namespace RsCard.Students.Web.Localization;

/// <summary>What is done with a whole case: a break in studies, its end, withdrawal (D-33, D-36).</summary>
public static class ChangeTexts
{
    public static readonly Phrase Actions = new("Ändra", "Change");
    public static readonly Phrase Extension = new("Ska perioden bli längre? Skicka studenten i en lista igen, med den nya sista dagen.", "Should the period be longer? Send the student in a list again, with the new last day.");
    public static readonly Phrase Reason = new("Skäl", "Reason");
    public static readonly Phrase ReasonHint = new("Skriv inga personuppgifter: skälet sparas med ärendet.", "Write no personal data: the reason is kept with the case.");
    public static readonly Phrase ReasonMissing = new("Skriv ett skäl.", "Write a reason.");
    public static readonly Phrase ReasonHasNumber = new("Skälet ser ut att innehålla ett personnummer. Ta bort det: skälet sparas med ärendet.", "The reason seems to hold a personal number. Remove it: the reason is kept with the case.");
    public static readonly Phrase CantBeUndone = new("Det går inte att ångra.", "It can't be undone.");
    public static readonly Phrase SureMissing = new("Kryssa i att du är säker.", "Tick that you are sure.");

    public static readonly Phrase BreakTitle = new("Studieuppehåll", "Break in studies");
    public static readonly Phrase BreakBegin = new("Börja uppehållet nu", "Begin the break now");
    public static readonly Phrase BreakEnd = new("Uppehållet är slut", "The break is over");
    public static readonly Phrase BreakNow = new("Studenten har uppehåll sedan {0}.", "The student has a break since {0}.");
    public static readonly Phrase BreakEndHint = new("När studenten är tillbaka räknas dagarna vidare från där de stannade, och studenten får mejl.", "When the student is back, the days go on from where they stopped, and the student gets a mail.");
    public static readonly Phrase BreakWhat = new("Det här händer", "What happens");
    public static readonly Phrase BreakStops = new("Inga dagar räknas och inga påminnelser skickas förrän uppehållet är slut.", "No days are counted and no reminders sent until the break is over.");
    public static readonly Phrase BreakTold = new("Studenten får mejl om uppehållet.", "The student gets a mail about the break.");
    public static readonly Phrase BreakPeriod = new("Perioden slutar ändå {0}. Ska den bli längre, skicka studenten i en lista igen.", "The period still ends on {0}. Should it be longer, send the student in a list again.");
    public static readonly Phrase BreakBegun = new("Uppehållet är registrerat. Säg till här när studenten är tillbaka.", "The break is registered. Say so here when the student is back.");
    public static readonly Phrase BreakOver = new("Uppehållet är slut. Ärendet går vidare.", "The break is over. The case goes on.");

    public static readonly Phrase WithdrawTitle = new("Studieavbrott", "Withdrawal");
    public static readonly Phrase WithdrawMails = new("Mejl och påminnelser som väntar ställs in.", "Mails and reminders that wait are cancelled.");
    public static readonly Phrase WithdrawEntry = new("Posten i katalogen avslutas, om ingen annan registrering behöver den.", "The entry in the directory is closed, unless another enrolment needs it.");
    public static readonly Phrase WithdrawCard = new("Ett kort på väg avbeställs. Ett utlämnat kort ska lämnas tillbaka; studenten får mejl om det.", "A card on its way is cancelled. A card that was handed over is asked back; the student gets a mail.");
    public static readonly Phrase WithdrawHint = new("Är det ett uppehåll? Då ska du inte registrera avbrott.", "Is it a break? Then don't register a withdrawal.");
    public static readonly Phrase WithdrawSure = new("Ja, {0} har slutat på {1}", "Yes, {0} has left {1}");
    public static readonly Phrase Withdraw = new("Registrera avbrottet", "Register the withdrawal");
    public static readonly Phrase Withdrawn = new("Avbrottet är registrerat. Posten i katalogen avslutas.", "The withdrawal is registered. The entry in the directory is being closed.");

    public static readonly Phrase AddressTitle = new("Ny e-postadress", "New e-mail address");
    public static readonly Phrase AddressNow = new("Adress nu", "Address now");
    public static readonly Phrase AddressHint = new("Mejl som har kommit tillbaka skickas igen till adressen. Fungerar den gamla adressen igen, skriv den.", "Mail that has come back is sent again to the address. If the old address works again, write that.");
    public static readonly Phrase Address = new("E-postadress", "E-mail address");
    public static readonly Phrase SaveAddress = new("Spara adressen", "Save the address");
    public static readonly Phrase AddressSaved = new("Adressen är sparad.", "The address is saved.");
    public static readonly Phrase AddressWrong = new("Skriv en e-postadress, till exempel namn@larosate.se.", "Write one e-mail address, for example name@university.se.");

    /// <summary>Why nothing was changed; null where it was done.</summary>
    public static (string Code, Phrase Text)? ProblemOf(CaseChange result) => result switch
    {
        CaseChange.Done => null,
        CaseChange.Closed => ("CASE-002", new("Ärendet är avslutat.", "The case is closed.")),
        CaseChange.AlreadyParked => ("CASE-003", new("Studenten har redan uppehåll.", "The student has a break already.")),
        CaseChange.NotParked => ("CASE-004", new("Studenten har inget uppehåll.", "The student has no break.")),
        CaseChange.AlreadyEnding => ("CASE-005", new("Ärendet avslutas redan, eller har inte börjat än.", "The case is ending already, or has not begun.")),
        CaseChange.Failed => ("CASE-006", new("Ärendet kunde inte gå vidare. HSA-gruppen ser felet på sidan Drift.", "The case couldn't go on. The HSA team sees the failure on the page Operations.")),
        _ => ("CASE-001", new("Ärendet finns inte.", "There is no such case.")),
    };
}
