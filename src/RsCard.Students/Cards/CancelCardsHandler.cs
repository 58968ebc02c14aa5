using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Cards;

/// <summary>Cancels or hands on what a case has on its way. Done twice it finds nothing more to do.</summary>
internal sealed class CancelCardsHandler(NpgsqlDataSource database, WorkflowEngine engine, StudentCards cards, CardStore store, OpenCases openCases) : IWorkItemHandler
{
    public const string WorkKind = "cancel-cards";

    public string Kind => WorkKind;

    public int Concurrency => 4;

    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), MaxAttempts: 100);

    public async Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        var caseId = new CaseId(item.CorrelationId ?? default);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await engine.LockAsync(transaction, [.. await store.CasesOfStudentAsync(transaction, caseId, cancellationToken)], cancellationToken);
        foreach (var card in (await cards.ListAsync(transaction, caseId, cancellationToken)).Where(card => card.CaseId == caseId && CardState.IsOnItsWay(card.State)))
        {
            if (await openCases.FindAsync(transaction, caseId, cancellationToken) is { } other && other.Case != caseId)
                await HandOnAsync(transaction, card, other, cancellationToken);
            else
                await cards.ChangeAsync(transaction, card, CardState.Cancelled, "system", "the case has ended", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new WorkOutcome.Completed("Done");
    }

    /// <summary>The other case goes on where this one stood: the photo isn't taken again.</summary>
    private async Task HandOnAsync(NpgsqlTransaction transaction, StudentCard card, OpenCase other, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update card set case_id = @other where id = @Id",
            new { card.Id, other = other.Case },
            transaction,
            cancellationToken: cancellationToken));
        var definition = card.Path == CasePath.ServiceHome ? CaseProcess.HomeDelivery : CaseProcess.Card;
        await engine.StartAsync(transaction, [new StartRequest(other.Case.Value, definition, Under: CaseProcess.Enrolment)], cancellationToken);
    }
}
