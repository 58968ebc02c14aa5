namespace RsCard.Students.Web.Localization;

/// <summary>The steps of a case's way, as staff see them.</summary>
public static class TimelineTexts
{
    public static readonly Phrase Title = new("Vägen", "The way");
    public static readonly Phrase Listed = new("Listan kom", "The list came");
    public static readonly Phrase Reviewed = new("Granskning hos HSA-gruppen", "Review by the HSA team");
    public static readonly Phrase Mailed = new("Mejl med RSid", "Mail with the RSid");
    public static readonly Phrase Photo = new("Foto på en kortstation", "Photo at a card station");
    public static readonly Phrase Made = new("Kortet på stationen", "The card at the station");
    public static readonly Phrase HandedOver = new("Kortet utlämnat", "The card handed over");
    public static readonly Phrase SentHome = new("Kortet skickat hem", "The card sent home");
    public static readonly Phrase Activated = new("Kortet aktiverat", "The card activated");
    public static readonly Phrase ReserveCard = new("Reservkortet utlämnat", "The reserve card handed over");
    public static readonly Phrase Placement = new("VFU börjar", "The placement begins");
    public static readonly Phrase PeriodEnds = new("Perioden slutar", "The period ends");
}
