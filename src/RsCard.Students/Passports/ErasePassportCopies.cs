using Npgsql;
using RsCard.Students.Recurring;

namespace RsCard.Students.Passports;

/// <summary>Erases copies that the flow couldn't, such as those of cases that were closed by hand (D-25).</summary>
[Recurs("erase-passport-copies", "35 3 * * *")]
public sealed class ErasePassportCopies(NpgsqlDataSource database, PassportCopyErasure erasure) : IRecurringJob
{
    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var erased = await erasure.EraseAsync(transaction, cases: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RunResult.Done($"{erased} passport copies erased");
    }
}
