using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>
/// Damages a right tree as people do, and knows for each damage what a plan has to say of it. The steps are LDAP operations: they do to
/// a real server what <see cref="MemoryTree"/> does in memory. The same seed makes the same damages.
/// </summary>
internal static class TreeDamage
{
    /// <param name="students">Open entries as they should be, one a student; each is damaged once at most.</param>
    /// <param name="count">Not more than there are students. From 13 on, every kind comes.</param>
    public static IReadOnlyList<Damage> Make(IReadOnlyList<DamageTarget> students, DamageGround ground, int count, int seed)
    {
        var random = new Random(seed);
        var kinds = Enum.GetValues<DamageKind>();
        var order = Enumerable.Range(0, students.Count).ToArray();
        random.Shuffle(order);
        return [.. Enumerable.Range(0, count).Select(at => One(kinds[at % kinds.Length], students[order[at]], ground, random.Next()))];
    }

    private static Damage One(DamageKind kind, DamageTarget student, DamageGround ground, int chance)
    {
        var dn = student.Dn;
        var rsId = student.Values[DirectoryNames.RsId];
        return kind switch
        {
            DamageKind.Deleted => new(kind, student.Student, Situation.Missing, PlanKind.Add, [new TreeStep.Delete(dn)]),
            DamageKind.MovedToOtherBranch => new(kind, student.Student, Situation.MovedByHand, PlanKind.Move, [new TreeStep.Rename(dn, $"uid={rsId}", ground.Other)]),
            DamageKind.Renamed => new(kind, student.Student, Situation.Renamed, PlanKind.Move, [new TreeStep.Rename(dn, $"uid=by-hand-{rsId}", NewParent: null)]),
            DamageKind.MovedAmongEmployees => new(kind, student.Student, Situation.AlsoEmployee, PlanKind.Decide, [new TreeStep.Rename(dn, $"uid={rsId}", ground.Employees)]),
            DamageKind.MailChanged => ByHand(DirectoryNames.Email, $"hand{chance % 1000}@annat.example"),
            DamageKind.NameChanged => ByHand(chance % 2 == 0 ? DirectoryNames.FamilyName : DirectoryNames.CommonName, "Ängsö-Þórsdóttir 王"),
            DamageKind.Ended => new(kind, student.Student, Situation.Ended, PlanKind.Decide, [Replace(DirectoryNames.Status, FoundEntry.Ended)]),
            DamageKind.Disabled => new(kind, student.Student, Situation.Disabled, PlanKind.Decide, [Replace(DirectoryNames.Status, "disabled")]),
            DamageKind.PeriodShortened => ByHand(DirectoryNames.PeriodEnd, DirectoryTime.FromDay(ground.Today.AddDays(chance % 7))),
            DamageKind.DuplicateElsewhere => new(kind, student.Student, Situation.TwoCandidates, PlanKind.Decide, [Duplicate(student, ground)]),
            DamageKind.UnwantedAdded => new(kind, Student: null, Situation.Unwanted, PlanKind.Decide, [Unwanted(ground, chance)]),
            DamageKind.IdentifierRemoved => ByHand((chance % 3) switch { 0 => DirectoryNames.RsId, 1 => DirectoryNames.HsaId, _ => DirectoryNames.PersonalNumber }),
            DamageKind.SeveralMails => new(
                kind, student.Student, Situation.Malformed, PlanKind.Decide,
                [Replace(DirectoryNames.Email, student.Values[DirectoryNames.Email], "second@annat.example")]),
            _ => throw new InvalidOperationException($"no such damage: {kind}"),
        };

        Damage ByHand(string attribute, params string[] values) =>
            new(kind, student.Student, Situation.ChangedByHand, PlanKind.Decide, [Replace(attribute, values)]);

        TreeStep.Replace Replace(string attribute, params string[] values) => new(dn, attribute, values);
    }

    private static TreeStep.Add Duplicate(DamageTarget student, DamageGround ground)
    {
        var uid = "double-" + student.Values[DirectoryNames.RsId];
        return Entry(uid, ground.Other, [
            (DirectoryNames.CommonName, student.Values[DirectoryNames.CommonName]),
            (DirectoryNames.FamilyName, student.Values[DirectoryNames.FamilyName]),
            (DirectoryNames.PersonalNumber, student.Values[DirectoryNames.PersonalNumber]),
        ]);
    }

    private static TreeStep.Add Unwanted(DamageGround ground, int chance) => Entry("unwanted-" + chance, ground.Students, [
        (DirectoryNames.CommonName, "Ingen Vill"), (DirectoryNames.FamilyName, "Vill"), (DirectoryNames.Status, FoundEntry.Active),
    ]);

    private static TreeStep.Add Entry(string uid, string parent, IReadOnlyList<(string Name, string Value)> values) => new(
        $"uid={uid},{parent}",
        values.Append((Name: DirectoryNames.NamingAttribute, Value: uid)).ToDictionary(pair => pair.Name, pair => (IReadOnlyList<string>)[pair.Value]));
}

/// <param name="Values">What the entry holds, by our names, with the personal number.</param>
internal sealed record DamageTarget(StudentId Student, string Dn, IReadOnlyDictionary<string, string> Values);

/// <summary>Where damage is done: DNs of the branches.</summary>
internal sealed record DamageGround(string Students, string Other, string Employees, DateOnly Today);

/// <param name="Student">Null for an entry that nobody wants.</param>
/// <param name="Situation">What a plan has to call it.</param>
/// <param name="Kind">What it has to do about it.</param>
internal sealed record Damage(DamageKind What, StudentId? Student, Situation Situation, PlanKind Kind, IReadOnlyList<TreeStep> Steps);

internal enum DamageKind
{
    Deleted,
    MovedToOtherBranch,
    Renamed,
    MovedAmongEmployees,
    MailChanged,
    NameChanged,
    Ended,
    Disabled,
    PeriodShortened,
    DuplicateElsewhere,
    UnwantedAdded,
    IdentifierRemoved,
    SeveralMails,
}
