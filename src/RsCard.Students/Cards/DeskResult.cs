namespace RsCard.Students.Cards;

/// <summary>What came of an action at the counter.</summary>
public abstract record DeskResult
{
    private DeskResult()
    {
    }

    /// <param name="Swedish">What to say at the counter.</param>
    public sealed record Done(string Swedish, string English) : DeskResult;

    /// <summary>Nothing changed, but the attempt stands in the audit trail.</summary>
    /// <param name="Code">STATION-001 another station, 002 before the day, 003 nothing to do here, 004 document not valid, 005 nobody found, 006 the new date isn't later, 007 no such station, 008 something can still be taken back.</param>
    public sealed record Refused(string Code, string Swedish, string English) : DeskResult;
}
