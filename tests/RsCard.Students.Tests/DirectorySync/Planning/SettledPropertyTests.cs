using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>Planning for those alone of whom something has changed, step after step, whatever happens on both sides in between.</summary>
public sealed class SettledPropertyTests
{
    private const int Worlds = 600;
    private const int Steps = 6;

    [Fact]
    public void Plan_for_those_who_have_changed_is_the_plan_for_all()
    {
        var (spared, all) = (0, 0);
        SeededCheck.Holds(Worlds, random =>
        {
            var right = RightTree.Of(students: random.Next(2, 8), closed: random.Next(0, 3), employees: random.Next(0, 3), others: random.Next(0, 3));
            var memory = new SettledMemory();
            var decisions = new List<DriftDecision>();
            var today = RightTree.Today;
            for (var step = 0; step < Steps; step++)
            {
                var found = right.Tree.Mirror();
                var whole = right.Planner.Plan(right.Wanted, found, decisions, today);
                var (plan, looked) = memory.Plan(right, found, decisions, today, portion: random.Next(1, 12));
                Assert.Equal(PlanText.Of(whole), PlanText.Of(plan));
                Assert.Equal((whole.Wanted, whole.Found), (plan.Wanted, plan.Found));
                (spared, all) = (spared + right.Wanted.Count + found.Count - looked, all + right.Wanted.Count + found.Count);
                today = Happen(right, decisions, whole, today, random);
            }
        });

        // Else nothing is shown: most of what was looked at before is looked at only once.
        Assert.True(spared > all / 2, $"{spared} of {all} were spared");
    }

    private static DateOnly Happen(RightTree right, List<DriftDecision> decisions, SyncPlan plan, DateOnly today, Random random)
    {
        switch (random.Next(14))
        {
            case 0:
                return today.AddDays(random.Next(1, 400));
            case 1:
                return today.AddDays(-random.Next(1, 40));
            case 2 when plan.Entries.Count > 0:
                var about = plan.Entries[random.Next(plan.Entries.Count)];
                decisions.Add(new DriftDecision(
                    about.Student, about.Found?.EntryUuid ?? (about.Candidates.Count > 0 ? about.Candidates[0] : Guid.Empty), about.Situation, Attribute: null, (DriftChoice)random.Next(3), today.AddDays(random.Next(1, 30)),
                    about.Found is { } entry ? right.Planner.DigestOf(entry, attribute: null) : null));
                break;
            case 3 when decisions.Count > 0:
                decisions.RemoveAt(random.Next(decisions.Count));
                break;
            case 4:
                right.Apply(plan);
                break;
            case 5 when right.Wanted.Count > 1:
                // Two students with one number, or one entry that both have proved.
                var (one, other) = (right.Wanted[0], right.Wanted[^1]);
                right.Wanted[^1] = random.Next(2) == 0 ? other with { PersonalNumberKey = one.PersonalNumberKey } : other with { Proved = one.Proved };
                break;
            case 6 when right.Wanted.Count > 1:
                var given = right.Wanted[random.Next(right.Wanted.Count)].Entry;
                right.Wanted[0] = right.Wanted[0] with { Entry = right.Wanted[0].Entry with { RsId = given.RsId } };
                break;
            case 7 when right.Wanted.Find(wanted => wanted.Life != EntryLife.Open) is { } closed && right.Wanted.Find(wanted => wanted.Life == EntryLife.Open) is { } open:
                // A name that is to be given again stands on an entry that nothing is wanted of.
                right.Tree.TryApply(new TreeStep.Delete(NameOf(open)));
                right.Tree.TryApply(new TreeStep.Rename(NameOf(closed), $"uid={open.Entry.RsId}", NewParent: null));
                break;
            case 8:
                // Longer by hand, for some days yet.
                var longer = random.Next(right.Wanted.Count);
                right.Wanted[longer] = right.Wanted[longer] with { Proved = null, Entry = right.Wanted[longer].Entry with { ValidTo = today.AddDays(3) } };
                right.Tree.TryApply(new TreeStep.Replace(NameOf(right.Wanted[longer]), DirectoryNames.PeriodEnd, [DirectoryTime.FromDay(today.AddDays(9))]));
                break;
            default:
                for (var changes = random.Next(0, 3); changes > 0; changes--)
                    RandomTree.Change(right, random);
                break;
        }

        return today;
    }

    private static string NameOf(WantedStudent wanted) => RightTree.Branches.NameOf(wanted.Entry.RsId).ToString();
}
