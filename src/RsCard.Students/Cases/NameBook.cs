using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary>New names that wait for the HSA team, beside the names that students have (D-32).</summary>
public sealed class NameBook(NpgsqlDataSource database, NameChanges names, CaseBook cases)
{
    /// <summary>Whoever has waited longest first.</summary>
    public async Task<IReadOnlyList<NameToDecide>> ListAsync(int most, CancellationToken cancellationToken) =>
        await OfAsync(await cases.ListWaitingAsync([AwaitNameDecision.Signal], most, cancellationToken), cancellationToken);

    /// <summary>The name that waits for this case's student; null where none does.</summary>
    public async Task<NameToDecide?> FindAsync(CaseView view, CancellationToken cancellationToken) =>
        (await OfAsync([view], cancellationToken)).SingleOrDefault();

    private async Task<IReadOnlyList<NameToDecide>> OfAsync(IReadOnlyList<CaseView> views, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var pending = (await names.FindPendingAsync(connection, [.. views.Select(view => view.Id)], cancellationToken)).ToDictionary(name => name.Student);
        return [.. from view in views where pending.ContainsKey(view.Student) select new NameToDecide(view, pending[view.Student])];
    }
}

/// <param name="View">The student as now.</param>
/// <param name="Pending">The name as reported.</param>
public sealed record NameToDecide(CaseView View, PendingName Pending)
{
    public override string ToString() => Pending.ToString();
}
