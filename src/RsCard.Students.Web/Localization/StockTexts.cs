namespace RsCard.Students.Web.Localization;

/// <summary>Reserve cards that lie at a station (D-28).</summary>
public static class StockTexts
{
    public static readonly Phrase Title = new("Reservkort i lager", "Reserve cards in stock");
    public static readonly Phrase Choose = new("Välj station", "Choose a station");
    public static readonly Phrase Station = new("Station", "Station");
    public static readonly Phrase Unused = new("Oanvända kort", "Unused cards");
    public static readonly Phrase Count = new("{0} oanvända kort ligger på {1}.", "{0} unused cards lie at {1}.");
    public static readonly Phrase Empty = new("Inga reservkort ligger på {0}. Registrera kort när de har kommit.", "No reserve cards lie at {0}. Register cards when they have come.");
    public static readonly Phrase OtherStation = new("Byt station", "Change station");
    public static readonly Phrase Serial = new("Serienummer", "Serial number");
    public static readonly Phrase Received = new("Mottaget", "Received");
    public static readonly Phrase Add = new("Kort har kommit", "Cards have come");
    public static readonly Phrase Scan = new("Serienummer, ett på varje rad", "Serial numbers, one a line");
    public static readonly Phrase ScanHint = new("Skriv eller skanna. Samma kort två gånger räknas en gång.", "Type or scan. The same card twice counts once.");
    public static readonly Phrase ScanMissing = new("Skriv minst ett serienummer.", "Type at least one serial number.");
    public static readonly Phrase Register = new("Registrera korten", "Register the cards");
    public static readonly Phrase Series = new("En hel serie", "A whole series");
    public static readonly Phrase SeriesHint = new("Högst {0} kort. Numren får bara skilja i siffrorna på slutet.", "{0} cards at most. The numbers differ in the digits at the end alone.");
    public static readonly Phrase First = new("Första serienumret", "First serial number");
    public static readonly Phrase Last = new("Sista serienumret", "Last serial number");
    public static readonly Phrase RegisterSeries = new("Registrera serien", "Register the series");
}
