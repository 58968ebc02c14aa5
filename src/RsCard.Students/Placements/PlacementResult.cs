namespace RsCard.Students.Placements;

/// <summary>What came of an action on a placement.</summary>
public abstract record PlacementResult
{
    private PlacementResult()
    {
    }

    public sealed record Done(string Swedish, string English) : PlacementResult;

    /// <summary>Nothing changed, but the attempt stands in the audit trail.</summary>
    /// <param name="Code">PLACEMENT-001 no such placement, 003 not an address, 004 nothing to confirm there.</param>
    public sealed record Refused(string Code, string Swedish, string English) : PlacementResult;
}

internal static class PlacementTexts
{
    public static PlacementResult VdiOrdered() => new PlacementResult.Done("Tack, VDI är noterat som beställt.", "Thank you, VDI is noted as ordered.");

    public static PlacementResult Received() => new PlacementResult.Done("Tack, mottagandet är noterat.", "Thank you, the receipt is noted.");

    public static PlacementResult Given() => new PlacementResult.Done("Adressen är sparad.", "The address is saved.");

    public static PlacementResult Unknown() => new PlacementResult.Refused("PLACEMENT-001", "Placeringen finns inte, eller ärendet är avslutat.", "There is no such placement, or its case is closed.");

    public static PlacementResult NotAnAddress() => new PlacementResult.Refused(
        "PLACEMENT-003", "Skriv en e-postadress, till exempel namn@enhet.se.", "Write one e-mail address, for example name@unit.se.");

    public static PlacementResult NothingToConfirm() => new PlacementResult.Refused(
        "PLACEMENT-004",
        "Det finns inget att bekräfta för placeringen: VDI gäller privata enheter, mottagande gäller Halmstad.",
        "There is nothing to confirm for this placement: VDI is for private units, receipt for Halmstad.");
}
