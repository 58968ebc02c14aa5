using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>One student and the one entry that is theirs → what is to be done, and what a person has to decide. Pure.</summary>
internal sealed class EntryJudge(AttributeMapping mapping, DirectoryBranches branches, Func<string, string> keyedHash, DateOnly today)
{
    /// <summary>At most one of them is a write.</summary>
    public IEnumerable<PlannedEntry> Judge(WantedStudent wanted, MirroredEntry found, DecisionBook book)
    {
        var view = new EntryView(mapping, wanted, found, keyedHash, today);
        var decisions = new EntryDecisions(book.About(wanted.Student, [found]), view.Digest);
        if (view.OtherIdentity() is { } reason)
            return decisions.Silences(Situation.OtherIdentity, attribute: null) ? [] : [Decide(view, Situation.OtherIdentity, [], reason)];
        if (view.WantsClosed && found.Branch == DirectoryBranch.Other)
            return JudgeClosedElsewhere(view, decisions);
        return JudgeValues(view, decisions);
    }

    /// <summary>Every attribute of a new entry.</summary>
    public IReadOnlyList<PlannedChange> WhatIsAdded(WantedEntry wanted) =>
        [.. mapping.Differences(wanted, _ => []).Select(difference => new PlannedChange(difference.Rule.Attribute, difference.From, difference.To))];

    /// <summary>A closed student's entry that somebody moved out can serve something new: it is never closed there without a person.</summary>
    private static IEnumerable<PlannedEntry> JudgeClosedElsewhere(EntryView view, EntryDecisions decisions)
    {
        if (!view.IsProved || view.HasEndedStatus || view.IsDisabled || decisions.Silences(Situation.MovedByHand, attribute: null))
            return [];
        return [Decide(view, Situation.MovedByHand, [], PlanReason.OpenElsewhere)];
    }

    private IEnumerable<PlannedEntry> JudgeValues(EntryView view, EntryDecisions decisions)
    {
        // Nearly every entry is as wanted: nothing is made for it.
        var all = view.Differences();
        return all.Count == 0 ? Write(view, decisions, []) is { } write ? [write] : [] : JudgeDifferences(view, decisions, all);
    }

    private IEnumerable<PlannedEntry> JudgeDifferences(EntryView view, EntryDecisions decisions, IReadOnlyList<ValueDifference> all)
    {
        var differences = all
            .Where(difference => !decisions.Accepts(difference.Rule.Attribute))
            .Where(difference => !(view.WantsClosed && view.IsDisabled && difference.Rule.Attribute == DirectoryNames.Status))
            .ToList();
        var malformed = differences.Where(view.IsMalformed).ToList();
        var ends = view.WantsClosed ? [] : differences.Except(malformed).Where(view.IsEnd).ToList();
        var byHand = differences.Except(malformed).Except(ends).Where(view.IsByHand).ToList();
        var isDisabled = ends.Count > 0 && view.IsDisabled;
        var endsToDecide = isDisabled || ends.Exists(view.IsByHand) ? ends : [];
        var end = isDisabled ? Situation.Disabled : Situation.Ended;

        var (mended, open) = decisions.Part(Situation.Malformed, malformed);
        var (reopened, ended) = decisions.Part(end, endsToDecide);
        var (overwritten, changed) = decisions.Part(Situation.ChangedByHand, byHand);
        var pending = differences
            .Except(malformed).Except(endsToDecide).Except(byHand)
            .Where(difference => !decisions.Silences(Situation.Outdated, difference.Rule.Attribute))
            .Concat(mended).Concat(reopened).Concat(overwritten)
            .ToList();

        if (Write(view, decisions, pending) is { } write)
            yield return write;
        if (open.Count > 0)
            yield return Decide(view, Situation.Malformed, open, PlanReason.UnreadableValue);
        if (ended.Count > 0)
            yield return Decide(view, end, ended, isDisabled ? PlanReason.DisabledByHand : PlanReason.EndedByHand);
        if (changed.Count > 0)
            yield return Decide(view, Situation.ChangedByHand, changed, PlanReason.ChangedByHand);
    }

    private PlannedEntry? Write(EntryView view, EntryDecisions decisions, IReadOnlyList<ValueDifference> pending)
    {
        var (situation, kind, why) = view.WantsClosed ? Closing(view, decisions, pending) : Opening(view, decisions, pending);
        if (kind == PlanKind.Nothing)
            return null;

        // The tree may have been read as it was moved about: what is written is looked at once more, by its name.
        if (!DistinguishedName.TryParse(view.Found.Dn, out var dn))
            return Decide(view, Situation.Malformed, [], PlanReason.UnreadableName);
        return branches.Of(dn) == DirectoryBranch.Employees
            ? Decide(view, Situation.AlsoEmployee, [], PlanReason.AmongEmployees)
            : new PlannedEntry(situation, kind, view.Wanted.Student, view.Found, kind == PlanKind.Delete ? [] : Changes(pending), why, []);
    }

    private static (Situation Situation, PlanKind Kind, PlanReason Why) Closing(EntryView view, EntryDecisions decisions, IReadOnlyList<ValueDifference> pending)
    {
        var isShut = view.HasEndedStatus || view.IsDisabled;
        if (view.Wanted.Life == EntryLife.Erasable && isShut && view.IsProved)
            return decisions.Silences(Situation.PastItsTime, attribute: null) ? Nothing : (Situation.PastItsTime, PlanKind.Delete, PlanReason.KeptLongEnough);
        if (!isShut && pending.Any(difference => difference.Rule.Attribute == DirectoryNames.Status))
            return decisions.Silences(Situation.StillOpen, attribute: null) ? Nothing : (Situation.StillOpen, PlanKind.Close, PlanReason.StillOpen);
        return pending.Count > 0 ? (Situation.Outdated, PlanKind.Modify, WhyWritten(view, pending)) : Nothing;
    }

    private (Situation Situation, PlanKind Kind, PlanReason Why) Opening(EntryView view, EntryDecisions decisions, IReadOnlyList<ValueDifference> pending)
    {
        if (view.Found.Branch == DirectoryBranch.Other)
        {
            var outside = view.IsProved ? Situation.MovedByHand : Situation.WrongBranch;
            return decisions.Silences(outside, attribute: null) ? Nothing
                : (outside, PlanKind.Move, view.IsProved ? PlanReason.MovedOut : PlanReason.OutsideBranch);
        }

        if (!branches.IsNamed(view.Found.Dn, view.Wanted.Entry.RsId) && !decisions.Silences(Situation.Renamed, attribute: null))
            return (Situation.Renamed, PlanKind.Move, PlanReason.OtherName);
        if (pending.Any(view.IsEnd))
            return (view.IsDisabled ? Situation.Disabled : Situation.Ended, PlanKind.Reopen, PlanReason.HasEnded);
        return pending.Count > 0 ? (Situation.Outdated, PlanKind.Modify, WhyWritten(view, pending)) : Nothing;
    }

    /// <summary>What somebody changed by hand, or can't be read, is among what is written only where a person said so.</summary>
    private static PlanReason WhyWritten(EntryView view, IReadOnlyList<ValueDifference> pending) =>
        pending.Any(difference => view.IsByHand(difference) || view.IsMalformed(difference)) ? PlanReason.PersonDecided : PlanReason.DatabaseChanged;

    private static (Situation Situation, PlanKind Kind, PlanReason Why) Nothing => (Situation.InSync, PlanKind.Nothing, PlanReason.AsWanted);

    private static PlannedEntry Decide(EntryView view, Situation situation, IReadOnlyList<ValueDifference> differences, PlanReason why) =>
        new(situation, PlanKind.Decide, view.Wanted.Student, view.Found, Changes(differences), why, []);

    private static IReadOnlyList<PlannedChange> Changes(IReadOnlyList<ValueDifference> differences) =>
        [.. differences.Select(difference => new PlannedChange(difference.Rule.Attribute, difference.From, difference.To))];
}
