using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Cards;

/// <summary>Begins what follows when something happens to a card: a process of its own, whose subject is the card.</summary>
public sealed class CardProcesses(OpenCases cases, WorkflowEngine engine)
{
    /// <summary>In the case given, or another of the student's that goes on. Where none does, nobody needs a new card.</summary>
    /// <param name="definition">For example <c>card-replacement</c>.</param>
    /// <returns>The case it began in; null where it didn't.</returns>
    public async Task<CaseId?> StartAsync(NpgsqlTransaction transaction, CaseId caseId, StudentCard card, string definition, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(transaction, caseId, cancellationToken) is not { } open)
            return null;

        await engine.StartAsync(transaction, [new StartRequest(open.Case.Value, definition, Under: CaseProcess.Enrolment, Subject: card.Id)], cancellationToken);
        return open.Case;
    }

    /// <summary>Whether one of these cases is in the middle of such a process.</summary>
    public async Task<bool> IsUnderWayAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> caseIds, string definition, CancellationToken cancellationToken) =>
        (await engine.OpenStepsAsync(transaction, caseIds, cancellationToken)).Any(step => step.DefinitionId == definition);
}
