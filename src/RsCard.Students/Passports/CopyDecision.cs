namespace RsCard.Students.Passports;

/// <summary>What the HSA team said of a passport copy (D-21), as it stands in the database.</summary>
public static class CopyDecision
{
    public const string Approved = "approved";
    public const string Rejected = "rejected";
}
