namespace RsCard.Students.Web.Localization;

/// <summary>A student's changed name.</summary>
public static class NamePageTexts
{
    public static readonly Phrase Title = new("Nytt namn", "New name");
    public static readonly Phrase ListTitle = new("Nya namn", "New names");
    public static readonly Phrase ListHint = new("Öppna en student för att godkänna eller avslå det nya namnet.", "Open a student to approve or reject the new name.");
    public static readonly Phrase Empty = new("Inget namn väntar på beslut. Nya namn kommer från listor och från studieadministratörer.", "No name waits for a decision. New names come with lists and from study administrators.");
    public static readonly Phrase More = new("De {0} som har väntat längst visas. Besluta om dem, så visas fler.", "The {0} that have waited longest are shown. Decide on them and more appear.");
    public static readonly Phrase WaitingTitle = new("Väntar på beslut", "Waits for a decision");
    public static readonly Phrase NameNow = new("Namn nu", "Name now");
    public static readonly Phrase NewName = new("Nytt namn", "New name");
    public static readonly Phrase Reported = new("Anmält", "Reported");
    public static readonly Phrase Approve = new("Godkänn det nya namnet", "Approve the new name");
    public static readonly Phrase ApproveHint = new("Godkänns namnet ändras det i katalogen, och studenten får mejl om nytt kort. RSid blir detsamma.", "When approved, the directory is changed and the student gets a mail about a new card. The RSid stays the same.");
    public static readonly Phrase Reject = new("Avslå det nya namnet", "Reject the new name");
    public static readonly Phrase HsaDecides = new("HSA-gruppen beslutar om namnet. Tills dess gäller det gamla.", "The HSA team decides on the name. Until then the old one counts.");
    public static readonly Phrase ReportTitle = new("Anmäl ett nytt namn", "Report a new name");
    public static readonly Phrase ReportAnother = new("Blev det fel? Anmäl namnet igen", "Was it wrong? Report the name again");
    public static readonly Phrase ReportHint = new("Skriv hela det nya namnet, som i folkbokföringen eller passet.", "Write the whole new name, as in the population register or the passport.");
    public static readonly Phrase GivenName = new("Förnamn", "Given name");
    public static readonly Phrase FamilyName = new("Efternamn", "Family name");
    public static readonly Phrase Report = new("Anmäl namnet", "Report the name");
    public static readonly Phrase Closed = new("Ärendet är avslutat. Anmäl namnet med nästa lista.", "The case is closed. Report the name with the next list.");
}
