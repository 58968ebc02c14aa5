namespace RsCard.Students.DirectorySync;

/// <summary>What has to be done so that the directory holds what is wanted, and nothing more.</summary>
public abstract record EntryPlan
{
    private EntryPlan()
    {
    }

    /// <summary>The entry stands as wanted: no write (a write of the same value would still change entryCSN).</summary>
    public sealed record Nothing(FoundEntry Entry) : EntryPlan;

    public sealed record Add(IReadOnlyList<AttributeValue> Attributes) : EntryPlan;

    /// <param name="Reopens">The entry had ended (D-7).</param>
    public sealed record Modify(FoundEntry Entry, IReadOnlyList<AttributeValue> Changes, bool Reopens) : EntryPlan;

    /// <summary>Move into the student branch, named by the RSid, never doubled (D-7); then the changes, of which there may be none.</summary>
    public sealed record Move(FoundEntry Entry, string RsId, IReadOnlyList<AttributeValue> Changes) : EntryPlan;

    /// <summary>Nothing may be written until a person has decided.</summary>
    /// <param name="Code">DIR-010 two candidates, DIR-011 the RSid belongs to somebody else, DIR-012 another RSid than ours.</param>
    public sealed record Conflict(string Code, string Reason) : EntryPlan;
}

/// <param name="Name">LDAP attribute description.</param>
/// <param name="Value">The one value it should have; null removes the attribute.</param>
/// <param name="IsBeside">The value comes beside those that are there, which are left.</param>
public sealed record AttributeValue(string Name, string? Value, bool IsBeside = false);
