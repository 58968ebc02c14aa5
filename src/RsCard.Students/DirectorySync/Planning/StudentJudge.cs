namespace RsCard.Students.DirectorySync.Planning;

/// <summary>One student → which of the found entries is theirs, and what is to be done. Pure.</summary>
internal sealed class StudentJudge(
    EntryIndex index, EntryClaims claims, DecisionBook book, EntryJudge judge, Func<MirroredEntry, string?, string> digestOf)
{
    private readonly List<Candidate> candidates = [];

    /// <param name="at">The student's place among the wanted.</param>
    public IEnumerable<PlannedEntry> Judge(int at, WantedStudent wanted)
    {
        index.Candidates(wanted, candidates);
        if (candidates is [{ } only] && index.Entries[only.Entry].Branch != DirectoryBranch.Employees && !wanted.IsMoving && claims.IsOwner(at, only.Entry))
            return judge.Judge(wanted, index.Entries[only.Entry], book);

        var employees = candidates.Where(candidate => index.Entries[candidate.Entry].Branch == DirectoryBranch.Employees).ToList();
        var students = candidates.Except(employees).ToList();
        if (wanted.IsMoving)
            return [Moving(at, wanted, students)];
        return JudgeBeside(at, wanted, employees, students);
    }

    private IEnumerable<PlannedEntry> JudgeBeside(int at, WantedStudent wanted, List<Candidate> employees, List<Candidate> students)
    {
        var isClosed = wanted.Life != EntryLife.Open || wanted.Entry.Closed;
        var planned = new List<PlannedEntry>();
        var isBlocked = false;
        foreach (var employee in isClosed ? [] : employees)
        {
            // Our identifier in an employee's entry: a new entry beside it would be refused, and the employee's is never written.
            var isOurs = employee.By != MatchedBy.PersonalNumber && (students.Count == 0 || employee.By != MatchedBy.EntryUuid || HoldsOurs(wanted, index.Entries[employee.Entry]));
            isBlocked |= isOurs;
            if (Beside(at, wanted, employee.Entry, isOurs) is { } info)
                planned.Add(info);
        }

        return isBlocked ? planned : planned.Concat(JudgeStudents(at, wanted, students));
    }

    private IEnumerable<PlannedEntry> JudgeStudents(int at, WantedStudent wanted, List<Candidate> students) => students switch
    {
        [] => Missing(wanted),
        [{ } only] when claims.IsOwner(at, only.Entry) => judge.Judge(wanted, index.Entries[only.Entry], book),
        [{ } only] => Undecided(wanted, Situation.OtherIdentity, [index.Entries[only.Entry]], PlanReason.OthersEntry),
        _ => Several(at, wanted, students),
    };

    private IEnumerable<PlannedEntry> Several(int at, WantedStudent wanted, List<Candidate> students)
    {
        var entries = students.Select(candidate => index.Entries[candidate.Entry]).ToList();
        var chosen = students.Where(candidate => Decisions(wanted, index.Entries[candidate.Entry]).Fixes(Situation.TwoCandidates, attribute: null)).ToList();
        if (chosen is not [{ } one] || !claims.IsOwner(at, one.Entry))
            return Undecided(wanted, Situation.TwoCandidates, entries, PlanReason.SeveralCandidates);
        return students.Exists(other => other != one && HoldsOurs(wanted, index.Entries[other.Entry]))
            ? Undecided(wanted, Situation.OtherIdentity, entries, PlanReason.OursInAnotherCandidate)
            : judge.Judge(wanted, index.Entries[one.Entry], book);
    }

    private static bool HoldsOurs(WantedStudent wanted, MirroredEntry entry) =>
        entry.ValuesOf(DirectoryNames.RsId).Contains(wanted.Entry.RsId, StringComparer.OrdinalIgnoreCase)
        || entry.ValuesOf(DirectoryNames.HsaId).Contains(wanted.Entry.HsaId, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<PlannedEntry> Missing(WantedStudent wanted)
    {
        if (wanted.Life != EntryLife.Open || wanted.Entry.Closed || Silences(wanted, Situation.Missing, []))
            yield break;
        yield return new PlannedEntry(
            Situation.Missing,
            PlanKind.Add,
            wanted.Student,
            Found: null,
            judge.WhatIsAdded(wanted.Entry),
            wanted.Proved is null ? PlanReason.NotEntered : PlanReason.Gone,
            []);
    }

    private IEnumerable<PlannedEntry> Undecided(WantedStudent wanted, Situation situation, IReadOnlyList<MirroredEntry> entries, PlanReason why)
    {
        if (!Silences(wanted, situation, entries))
            yield return new PlannedEntry(situation, PlanKind.Decide, wanted.Student, Found: null, [], why, [.. entries.Select(entry => entry.EntryUuid).Order()]);
    }

    private PlannedEntry? Beside(int at, WantedStudent wanted, int employee, bool isOurs)
    {
        var entry = index.Entries[employee];
        if (!claims.IsOwner(at, employee) || Silences(wanted, Situation.AlsoEmployee, [entry]))
            return null;
        return new PlannedEntry(
            Situation.AlsoEmployee,
            isOurs ? PlanKind.Decide : PlanKind.Nothing,
            wanted.Student,
            entry,
            [],
            isOurs ? PlanReason.OursAmongEmployees : PlanReason.SamePersonEmployed,
            []);
    }

    private PlannedEntry Moving(int at, WantedStudent wanted, List<Candidate> students) => new(
        Situation.Moving,
        PlanKind.Nothing,
        wanted.Student,
        students is [{ } only] && claims.IsOwner(at, only.Entry) ? index.Entries[only.Entry] : null,
        [],
        PlanReason.BeingWritten,
        []);

    private bool Silences(WantedStudent wanted, Situation situation, IReadOnlyList<MirroredEntry> entries) => entries.Count == 0
        ? new EntryDecisions(book.About(wanted.Student, []), _ => "").Silences(situation, attribute: null)
        : entries.Any(entry => Decisions(wanted, entry).Silences(situation, attribute: null));

    private EntryDecisions Decisions(WantedStudent wanted, MirroredEntry entry) =>
        new(book.About(wanted.Student, [entry]), attribute => digestOf(entry, attribute));
}
