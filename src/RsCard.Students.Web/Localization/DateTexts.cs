namespace RsCard.Students.Web.Localization;

/// <summary>The student's days, on the status page and in a calendar. Before the month is over nothing here says that a card can be fetched (D-12).</summary>
public static class DateTexts
{
    public static readonly Phrase Title = new("Datum", "Dates");
    public static readonly Phrase Add = new("Lägg till i kalendern", "Add to your calendar");
    public static readonly Phrase Station = new("Sista dag att gå till kortstationen", "Last day to go to the card station");
    public static readonly Phrase Expected = new("Kortet väntas tidigast till {0}", "The card is expected at {0} at the earliest");
    public static readonly Phrase SentHome = new("Kortet skickas tidigast till din folkbokföringsadress", "The card is sent to your registered address at the earliest");
    public static readonly Phrase Certificate = new("Sista dagen som reservkortets certifikat gäller", "Last day of the reserve card's certificate");
    public static readonly Phrase Unit = new("Sista dag att skicka RSid till enheten", "Last day to send your RSid to the unit");
    public static readonly Phrase Placement = new("Placeringen börjar", "The placement begins");
    public static readonly Phrase Return = new("Sista dag att lämna tillbaka kortet", "Last day to give the card back");
}
