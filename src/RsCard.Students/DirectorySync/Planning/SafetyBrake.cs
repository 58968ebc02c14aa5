using System.Globalization;
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
                held.Add(new HeldBack(kind.Key, kind.Count(), reason.Code, reason.Detail));
        }

        var kinds = held.Select(one => one.Kind).ToHashSet();
        return new BrakeVerdict([.. plan.Writes.Where(entry => !kinds.Contains(entry.Kind))], held);
    }

    private static (string Code, string Detail)? WhyHeld(PlanKind kind, int count, SyncPlan plan, BrakeInput input)
    {
        if (input.ReadOnly)
            return ("BRAKE-007", "the directory is switched to read-only");
        if (kind == PlanKind.Add)
            return null;
        if (!IsExpected(input.Read.Account, input.ExpectedAccount))
            return ("BRAKE-002", "expected to have read as the configured account, but the directory takes the connection for another, or for nobody");
        if (TakesAway(kind) && (plan.Found == 0 || input.Read.Entries == 0))
            return ("BRAKE-001", "expected to find entries, found none");
        if (input.Ceilings.TryGetValue(kind, out var ceiling))
            return count > ceiling ? ("BRAKE-006", $"expected at most {ceiling}, which was approved, got {count}") : null;
        if (TakesAway(kind) && HasShrunk(input.Read.Before, input.Read.Entries, input.Options))
            return ("BRAKE-003", $"expected about {input.Read.Before} entries in the directory, found {input.Read.Entries}");
        if (TakesAway(kind) && HasShrunk(input.WantedBefore, plan.Wanted, input.Options))
            return ("BRAKE-004", $"expected about {input.WantedBefore} students in the database, found {plan.Wanted}");
        return input.Options.LimitOf(kind) is { } limit && Exceeds(count, limit, plan, input.Options)
            ? ("BRAKE-005", string.Create(CultureInfo.InvariantCulture, $"expected at most {limit.Count} and {limit.Percent} % of {plan.Wanted} students, got {count}"))
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
