using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>A small tree in which nearly anything has happened on both sides, several things to one student too.</summary>
internal static class RandomTree
{
    private static readonly string[] Attributes =
    [
        DirectoryNames.RsId, DirectoryNames.HsaId, DirectoryNames.PersonalNumber, DirectoryNames.CommonName, DirectoryNames.GivenName, DirectoryNames.FamilyName,
        DirectoryNames.Email, DirectoryNames.PeriodStart, DirectoryNames.PeriodEnd, DirectoryNames.Status, "cardState", "title",
    ];

    private static readonly string[] Branches = [RightTree.Ground.Students, RightTree.Ground.Other, RightTree.Ground.Employees, "ou=Termin 1," + RightTree.Ground.Students];

    public static RightTree Of(Random random)
    {
        var right = RightTree.Of(students: random.Next(1, 9), closed: random.Next(0, 3), employees: random.Next(0, 3), others: random.Next(0, 3));
        for (var changes = random.Next(0, 12); changes > 0; changes--)
            Change(right, random);
        return right;
    }

    /// <summary>One more thing, on either side.</summary>
    public static void Change(RightTree right, Random random)
    {
        if (random.Next(3) == 0)
            ChangeWanted(right, random);
        else
            ChangeFound(right, random);
    }

    private static void ChangeWanted(RightTree right, Random random)
    {
        var at = random.Next(right.Wanted.Count);
        var wanted = right.Wanted[at];
        var entry = wanted.Entry;
        right.Wanted[at] = random.Next(9) switch
        {
            0 => wanted with { Entry = entry with { Email = $"ny{random.Next(5)}@larosate.example" } },
            1 => wanted with { Entry = entry with { FamilyName = "Nyman" } },
            2 => wanted with { Entry = entry with { ValidTo = RightTree.Today.AddDays(random.Next(-40, 400)) } },
            3 => wanted with { Proved = null },
            4 => wanted with { IsMoving = true },
            5 => wanted with { Life = EntryLife.Closed, Entry = entry with { Closed = true } },
            6 => wanted with { Life = EntryLife.Erasable, Entry = entry with { Closed = true } },
            7 => wanted with { Life = EntryLife.Open, Entry = entry with { Closed = false, ValidTo = RightTree.Today.AddYears(1) } },
            _ => wanted with { Entry = entry with { PersonalNumber = null }, PersonalNumberKey = null },
        };
        if (random.Next(8) == 0 && right.Wanted.Count > 1)
            right.Wanted.RemoveAt(random.Next(right.Wanted.Count));
    }

    private static void ChangeFound(RightTree right, Random random)
    {
        var entries = right.Tree.Mirror().OrderBy(entry => entry.Dn, StringComparer.Ordinal).ToList();
        if (entries.Count == 0)
            return;
        var entry = entries[random.Next(entries.Count)];
        TreeStep step = random.Next(8) switch
        {
            0 => new TreeStep.Delete(entry.Dn),
            1 => new TreeStep.Rename(entry.Dn, Rdn(random), Branches[random.Next(Branches.Length)]),
            2 => new TreeStep.Rename(entry.Dn, Rdn(random), NewParent: null),
            3 => new TreeStep.Add($"{Rdn(random)},{Branches[random.Next(Branches.Length)]}", new Dictionary<string, IReadOnlyList<string>> { [Attributes[random.Next(Attributes.Length)]] = Values(random) }),
            _ => new TreeStep.Replace(entry.Dn, Attributes[random.Next(Attributes.Length)], Values(random)),
        };
        right.Tree.TryApply(step);
    }

    private static string Rdn(Random random) => random.Next(3) == 0 ? $"cn=hand {random.Next(3)}" : $"uid={100_000 + random.Next(10)}";

    /// <summary>Whatever stands there, it can be right for another attribute, student or syntax.</summary>
    private static IReadOnlyList<string> Values(Random random) => [.. Enumerable.Range(0, random.Next(8) switch { 0 => 0, 1 => 2, _ => 1 }).Select(_ => random.Next(9) switch
    {
        0 => $"{100_000 + random.Next(10)}",
        1 => $"SE2321000255-U{random.Next(10):D6}",
        2 => SampleList.Number(random.Next(10), RightTree.Today).Digits,
        3 => "active",
        4 => "ENDED",
        5 => "disabled",
        6 => DirectoryTime.FromDay(RightTree.Today.AddDays(random.Next(-10, 1000))),
        7 => "Åsa Öberg",
        _ => "Nyman",
    }).Distinct()];
}
