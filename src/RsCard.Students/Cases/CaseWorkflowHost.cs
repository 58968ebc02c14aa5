using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Passports;
using RsCard.Students.ReserveCards;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary>What the workflow runtime asks of the product: facts before it decides, and the record afterwards.</summary>
internal sealed class CaseWorkflowHost(
    CaseActivities activities, CardStore cards, PassportCopyErasure copies, ToldAnew renewals, SwedishWorkingDays workingDays, AuditTrail audit, TimeProvider clock) : IWorkflowHost
{
    public async Task<IActivityDecider> PrepareAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken) =>
        new Decider(activities, await CaseFactsReader.LoadAsync(transaction, correlationIds, cancellationToken));

    public async Task RecordAsync(NpgsqlTransaction transaction, IReadOnlyList<InstanceAdvance> advances, CancellationToken cancellationToken)
    {
        var closings = advances
            .SelectMany(advance => advance.Effects.OfType<CaseClosed>(), (advance, closed) => (advance.CorrelationId, closed.Outcome))
            .ToList();
        if (closings.Count > 0)
            await CloseAsync(transaction, closings, cancellationToken);

        var endings = advances
            .SelectMany(advance => advance.Effects.OfType<CaseEnding>(), (advance, ending) => (advance.CorrelationId, ending.Outcome))
            .ToList();
        if (endings.Count > 0)
            await BeginEndingAsync(transaction, endings, cancellationToken);

        // D-25: where the case is over, nobody needs the copy.
        var over = closings.Concat(endings).Select(ended => new CaseId(ended.CorrelationId)).ToList();
        if (over.Count > 0)
        {
            await copies.EraseAsync(transaction, over, cancellationToken);
            await renewals.TellAsync(transaction, [.. over.Select(id => id.Value)], cancellationToken);
        }

        var expected = advances.Where(advance => advance.Effects.OfType<CardExpected>().Any()).Select(advance => new CaseId(advance.CorrelationId)).ToList();
        if (expected.Count > 0)
            await cards.ExpectAsync(transaction, expected, cancellationToken);

        await audit.WriteAsync(
            transaction,
            [.. advances.Where(advance => advance.Journal.Count > 0).Select(Describe)],
            cancellationToken);
    }

    public DateTimeOffset DueAfterBreak(string? signal, DateTimeOffset due, DateTimeOffset stoppedAt, DateTimeOffset now) =>
        DateRules.AfterBreak(activities.DueOf(signal), due, stoppedAt, now, workingDays);

    private async Task CloseAsync(NpgsqlTransaction transaction, List<(Guid Case, string Outcome)> closings, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update student_case
            set closed_at = @now,
                outcome = new.outcome
            from unnest(@cases, @outcomes) as new (id, outcome)
            where student_case.id = new.id
            """,
            new
            {
                now = clock.GetUtcNow(),
                cases = closings.Select(closing => closing.Case).ToArray(),
                outcomes = closings.Select(closing => closing.Outcome).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>What ends during a break is shown to the administrator (D-33).</summary>
    private async Task BeginEndingAsync(NpgsqlTransaction transaction, List<(Guid Case, string Outcome)> endings, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update student_case
            set ending_at = @now,
                ended_in_break = exists (select from workflow.parked_case where correlation_id = student_case.id) and new.outcome = 'ended'
            from unnest(@cases, @outcomes) as new (id, outcome)
            where student_case.id = new.id
            """,
            new
            {
                now = clock.GetUtcNow(),
                cases = endings.Select(ending => ending.Case).ToArray(),
                outcomes = endings.Select(ending => ending.Outcome).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    private static AuditEvent Describe(InstanceAdvance advance) => new(
        "system",
        "workflow.advanced",
        new CaseId(advance.CorrelationId),
        Student: null,
        new
        {
            definition = advance.DefinitionId,
            instance = advance.InstanceId,
            status = advance.Status.ToString(),
            journal = advance.Journal.Select(entry => entry.Outcome is null ? $"{entry.ActivityId}:{entry.Event}" : $"{entry.ActivityId}:{entry.Event}:{entry.Outcome}"),
        });

    private sealed class Decider(CaseActivities activities, Dictionary<Guid, CaseFacts> facts) : IActivityDecider
    {
        public ActivityResult Execute(ActivityContext context) =>
            facts.TryGetValue(context.CorrelationId, out var ofCase)
                ? activities.Execute(context, ofCase)
                : new ActivityResult.Faulted("WF-003", $"There is no case {context.CorrelationId}.");
    }
}
