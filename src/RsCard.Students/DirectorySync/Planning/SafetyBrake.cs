using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>
/// What of a plan may be carried out. What takes something away from people (delete, close, move) waits when the reading can't be
/// trusted; what is too much of one kind waits for a person's word; adding goes on. Pure.
/// </summary>
public static class SafetyBrake
{
    public static BrakeVerdict Judge(SyncPlan plan, BrakeInput input)
    {
        var held = new List<HeldBack>();
        foreach (var kind in plan.Writes.GroupBy(entry => entry.Kind).OrderBy(group => group.Key))
        {
            if (WhyHeld(kind.Key, kind.Count(), plan, input) is { } reason)
                held.Add(reason);
        }

        var kinds = held.Select(one => one.Kind).ToHashSet();
        return new BrakeVerdict([.. plan.Writes.Where(entry => !kinds.Contains(entry.Kind))], held);
    }

    private static HeldBack? WhyHeld(PlanKind kind, int count, SyncPlan plan, BrakeInput input)
    {
        if (input.ReadOnly)
            return new HeldBack(kind, count, "BRAKE-007");
        if (kind == PlanKind.Add)
            return null;
        if (!IsExpected(input.Read.Account, input.ExpectedAccount))
            return new HeldBack(kind, count, "BRAKE-002");
        if (TakesAway(kind) && (plan.Found == 0 || input.Read.Entries == 0))
            return new HeldBack(kind, count, "BRAKE-001");
        if (input.Ceilings.TryGetValue(kind, out var ceiling))
            return count > ceiling ? new HeldBack(kind, count, "BRAKE-006", ceiling, count) : null;
        if (TakesAway(kind) && HasShrunk(input.Read.Before, input.Read.Entries, input.Options))
            return new HeldBack(kind, count, "BRAKE-003", input.Read.Before, input.Read.Entries);
        if (TakesAway(kind) && HasShrunk(input.WantedBefore, plan.Wanted, input.Options))
            return new HeldBack(kind, count, "BRAKE-004", input.WantedBefore, plan.Wanted);
        return input.Options.LimitOf(kind) is { } limit && Exceeds(count, limit, plan, input.Options)
            ? new HeldBack(kind, count, "BRAKE-005", limit.Count, plan.Wanted, limit.Percent)
            : null;
    }

    private static bool TakesAway(PlanKind kind) => kind is PlanKind.Delete or PlanKind.Close or PlanKind.Move;

    /// <summary>By more than the share AND the number: a small installation loses a few entries without harm.</summary>
    private static bool HasShrunk(int before, int now, BrakeOptions options) =>
        before - now > options.ShrinkEntries && before - now > before * options.ShrinkPercent / 100;

    private static bool Exceeds(int count, KindLimit limit, SyncPlan plan, BrakeOptions options) =>
        count > limit.Count || (count > options.FewEnough && count > plan.Wanted * limit.Percent / 100);

    /// <summary>Who am I answers <c>dn:…</c> (RFC 4513, 5.2.1.8), spelled as the server likes; nothing for nobody.</summary>
    private static bool IsExpected(string account, string expected)
    {
        var name = account.StartsWith("dn:", StringComparison.OrdinalIgnoreCase) ? account[3..] : account;
        return name.Length > 0 && (string.Equals(name, expected, StringComparison.OrdinalIgnoreCase)
            || (DistinguishedName.TryParse(name, out var isNow) && DistinguishedName.TryParse(expected, out var should) && isNow == should));
    }
}
