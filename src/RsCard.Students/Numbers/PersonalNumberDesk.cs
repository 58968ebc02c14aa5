using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Numbers;

/// <summary>
/// The HSA team, or the study administrator, says that a student has got a Swedish personal number (D-53). What is refused changes
/// nothing, and the attempt is in the audit trail, without the number.
/// </summary>
public sealed class PersonalNumberDesk(NpgsqlDataSource database, WorkflowEngine engine, CardStore cards, ArrivedNumbers numbers, AuditTrail audit, TimeProvider clock)
{
    /// <param name="text">The number in any spelling; a coordination number is none (D-27), nor what D-51 names.</param>
    public async Task<DeskResult> ArrivedAsync(CaseId caseId, string text, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await engine.LockAsync(transaction, [.. await cards.CasesOfStudentAsync(transaction, caseId, cancellationToken)], cancellationToken);
        await transaction.SaveAsync("before", cancellationToken);
        var result = await ApplyAsync(transaction, caseId, text, actor, cancellationToken);
        if (result is DeskResult.Refused(var code, _, _))
        {
            await transaction.RollbackAsync("before", cancellationToken);
            await audit.WriteAsync(transaction, [new AuditEvent(actor, "student.number-arrived", caseId, Student: null, new { refused = code })], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<DeskResult> ApplyAsync(NpgsqlTransaction transaction, CaseId caseId, string text, string actor, CancellationToken cancellationToken)
    {
        if (PersonalNumberReader.Read(text, clock.Today()) is not PersonalNumberReading.Valid { Number: { IsCoordinationNumber: false } number })
            return NumberTexts.NotANumber();
        if (await cards.FindStudentAsync(transaction, caseId, cancellationToken) is not { } student)
            return NumberTexts.NotOnThePath();

        return await numbers.ApplyAsync(transaction, caseId, student, number, actor, cancellationToken) switch
        {
            NumberArrival.Applied => NumberTexts.Applied(),
            NumberArrival.AnothersNumber => NumberTexts.AnothersNumber(),
            NumberArrival.SameNumber => NumberTexts.SameNumber(),
            _ => NumberTexts.NotOnThePath(),
        };
    }
}
