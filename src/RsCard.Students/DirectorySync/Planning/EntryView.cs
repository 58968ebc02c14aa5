using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>One entry beside what is wanted of it and what was proved of it last: three-way.</summary>
internal sealed class EntryView(AttributeMapping mapping, WantedStudent wanted, MirroredEntry found, Func<string, string> keyedHash, DateOnly today)
{
    private readonly string? status = found.ValuesOf(DirectoryNames.Status) is [{ } only] ? only : null;
    private readonly ProvedEntry? proof = wanted.Proved is { } proved && proved.EntryUuid == found.EntryUuid ? proved : null;

    public MirroredEntry Found => found;

    public WantedStudent Wanted => wanted;

    /// <summary>We wrote this very entry, or a person accepted it.</summary>
    public bool IsProved => proof is not null;

    public bool WantsClosed => wanted.Life != EntryLife.Open || wanted.Entry.Closed;

    public WantedEntry WantedEntry => wanted.Entry.Closed == WantsClosed ? wanted.Entry : wanted.Entry with { Closed = WantsClosed };

    public bool IsDisabled => status is not null && !Is(FoundEntry.Active) && !Is(FoundEntry.Ended);

    public bool HasEndedStatus => Is(FoundEntry.Ended);

    /// <summary>Whether the difference is what makes the entry ended while it is wanted open.</summary>
    public bool IsEnd(ValueDifference difference) => difference.Rule.Attribute switch
    {
        DirectoryNames.Status => HasEndedStatus || IsDisabled,
        DirectoryNames.PeriodEnd => difference.From is [{ } now] && DirectoryTime.ToDay(now) < today && wanted.Entry.ValidTo >= today,
        _ => false,
    };

    /// <summary>Somebody else changed it since we proved it. What was never proved counts as ours to write, as it does for the process.</summary>
    public bool IsByHand(ValueDifference difference) => difference.Rule switch
    {
        // A number that we don't know is somebody else's knowledge: never taken away by us.
        { Attribute: DirectoryNames.PersonalNumber } when difference.To.Count == 0 => true,
        { Master: AttributeMaster.Merge } => false,
        _ => proof is not null && proof.Digests.TryGetValue(difference.Rule.Attribute, out var before) && before != Digest(difference.Rule.Attribute),
    };

    public bool IsMalformed(ValueDifference difference) =>
        difference.Rule.Master != AttributeMaster.Merge
        && (difference.From.Count > 1 || (difference.Rule.Compare == ValueComparison.Day && difference.From.Any(value => DirectoryTime.ToDay(value) is null)));

    /// <summary>What a write would have to change. The personal number is told by its key; a changed one of our own proof is ours to change.</summary>
    public IReadOnlyList<ValueDifference> Differences()
    {
        List<ValueDifference>? all = null;
        foreach (var difference in mapping.Differences(WantedEntry, ValuesOf))
        {
            if (!IsLongerByHand(difference))
                (all ??= []).Add(difference.Rule.Attribute == DirectoryNames.PersonalNumber ? difference with { From = [] } : difference);
        }

        return all ?? [];
    }

    /// <summary>Why the entry can't simply be taken for the student's; null where it can.</summary>
    public PlanReason? OtherIdentity()
    {
        if (HasAnother(DirectoryNames.RsId, wanted.Entry.RsId))
            return PlanReason.OtherRsId;
        if (HasAnother(DirectoryNames.HsaId, wanted.Entry.HsaId))
            return PlanReason.OtherHsaId;
        if (found.PersonalNumberKeys.Count > 1)
            return PlanReason.SeveralNumbers;
        return found.PersonalNumberKey is { } there && wanted.PersonalNumberKey is { } ours && there != ours && !IsOurFormerNumber()
            ? PlanReason.OtherNumber
            : null;
    }

    public string Digest(string? attribute) => mapping.Digest(found, attribute, keyedHash);

    /// <summary>A period that somebody else entered, and that still runs, is never made shorter (D-3): as the process does before its first proof.</summary>
    private bool IsLongerByHand(ValueDifference difference) =>
        proof is null && !WantsClosed && !IsDisabled && !HasEndedStatus
        && difference.From is [{ } now] && DirectoryTime.ToDay(now) is { } day
        && difference.Rule.Attribute switch
        {
            DirectoryNames.PeriodStart => day < wanted.Entry.ValidFrom && !HasEndedPeriod,
            DirectoryNames.PeriodEnd => day > wanted.Entry.ValidTo && day >= today,
            _ => false,
        };

    private bool HasEndedPeriod => found.ValuesOf(DirectoryNames.PeriodEnd) is [{ } last] && DirectoryTime.ToDay(last) < today;

    private bool IsOurFormerNumber() =>
        proof is not null && proof.Digests.TryGetValue(DirectoryNames.PersonalNumber, out var before) && before == Digest(DirectoryNames.PersonalNumber);

    private IReadOnlyList<string> ValuesOf(string attribute) => attribute != DirectoryNames.PersonalNumber
        ? found.ValuesOf(attribute)
        : found.PersonalNumberKey is null ? []
        : found.PersonalNumberKey == wanted.PersonalNumberKey ? [wanted.Entry.PersonalNumber ?? ""]
        : [""];

    private bool HasAnother(string attribute, string ours) =>
        found.ValuesOf(attribute).Any(value => mapping.Find(attribute) is { } rule ? !rule.Same(value, ours) : value != ours);

    private bool Is(string text) => string.Equals(status, text, StringComparison.OrdinalIgnoreCase);
}
