using System.Collections.Concurrent;
using RsCard.Students.Cards;
using RsCard.Students.Cases;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>What befalls students besides: a card lost, an envelope lost, another name, a break. Once each at most, on a day of the year; what the desk refuses then (no card yet) doesn't happen.</summary>
public sealed class RehearsedLives(RehearsalPlan plan, CardDesk cards, NameChangeDesk names, CaseDesk cases, CaseRegister register)
{
    private const string Actor = "rehearsal:LUND";

    private readonly Chance chance = new(plan.Seed);
    private readonly ConcurrentDictionary<string, int> happened = new(StringComparer.Ordinal);

    /// <summary>What has happened, by kind.</summary>
    public IReadOnlyDictionary<string, int> Happened => happened.OrderBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.Value);

    public async Task LiveAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var people = plan.People;
        foreach (var found in register.Cases.OrderBy(found => found.Student.Index))
        {
            var index = found.Student.Index;
            if (IsDay("lost", people.LosesCard, found, today))
                Note("card lost", await cards.ReportLostAsync(found.Id, chance.Happens(people.MayBeFound, index, "may be found"), which: null, Actor, cancellationToken));
            if (IsDay("envelope", people.LosesPin, found, today))
                Note("PIN envelope lost", await cards.OrderPinEnvelopeAsync(found.Id, Actor, cancellationToken));
            if (IsDay("name", people.ChangesName, found, today))
                Note("name changed", await names.ReportAsync(found.Id, found.Student.GivenName, found.Student.FamilyName + "-Dahl", $"rehearsal:{found.Student.Institution}", cancellationToken));
            if (IsDay("break", people.TakesBreak, found, today) && await cases.ParkAsync(found.Id, "studieuppehåll", $"rehearsal:{found.Student.Institution}", cancellationToken) == CaseChange.Done)
                Count("break taken");
        }
    }

    private bool IsDay(string what, double share, RehearsedCase found, DateOnly today) =>
        chance.Happens(share, found.Student.Index, what) && found.Student.ListDay.AddDays(30 + chance.Below(300, found.Student.Index, what + " day")) == today;

    private void Note(string what, DeskResult result)
    {
        if (result is DeskResult.Done)
            Count(what);
    }

    private void Count(string what) => happened.AddOrUpdate(what, 1, (_, before) => before + 1);
}
