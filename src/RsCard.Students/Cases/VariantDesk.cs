using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Cases;

/// <summary>
/// Moves one running case to the other variant of the process (D-80): the card is fetched at the station, or sent home. Allowed until the
/// photo; what is finished isn't repeated, and nothing is done before it was shown.
/// </summary>
public sealed class VariantDesk(NpgsqlDataSource database, DefinitionCatalogue catalogue, InstanceMigration migration)
{
    private static readonly string[] Variants = [CasePath.Service, CasePath.ServiceHome];

    /// <summary>Shows what would change, or changes it.</summary>
    /// <param name="path"><see cref="CasePath.Service"/> or <see cref="CasePath.ServiceHome"/>.</param>
    public async Task<VariantResult> MoveAsync(CaseId caseId, string path, bool applies, string actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(caseId, cancellationToken) is not { } stand)
            return new VariantResult.Refused("CASE-001", "there is no such case");
        if (!Variants.Contains(path) || !Variants.Contains(stand.Path))
            return new VariantResult.Refused("VARIANT-001", $"a case goes from one of {string.Join(", ", Variants)} to the other; this one is {stand.Path}");
        if (stand.Path == path)
            return new VariantResult.Refused("VARIANT-002", $"the case is {path} already");
        if (stand.IsOver)
            return new VariantResult.Refused("VARIANT-003", "the case is closed or ending");
        if (stand.IsPhotographed)
            return new VariantResult.Refused("VARIANT-004", "the photo is taken: the case finishes as it began");

        var order = await FindOrderAsync(caseId, stand.Path, path, actor, cancellationToken);
        if (order is null)
            return new VariantResult.Refused("VARIANT-005", "nothing of the path is under way: it begins, or has finished");

        var plan = await migration.PlanAsync(order, cancellationToken);
        if (plan.Moved == 0 || plan.Stay.Count > 0)
            return new VariantResult.Refused("VARIANT-006", plan.Stay is [{ } stays, ..] ? $"{stays.Code} at {stays.ActivityId}: {stays.Reason}" : "it has moved on; look again");
        if (!applies)
            return new VariantResult.Shown(plan);

        var done = await migration.ApplyAsync(order, _ => { }, cancellationToken);
        return done.Moved > 0 ? new VariantResult.Moved(done) : new VariantResult.Refused("VARIANT-006", "it has moved on; look again");
    }

    private async Task<MigrationOrder?> FindOrderAsync(CaseId caseId, string from, string to, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var hashes = (await connection.QueryAsync<string>(new CommandDefinition(
            """
            select definition_hash
            from workflow.instance
            where correlation_id = @caseId
            and definition_id = @definition
            and status = 'suspended'
            """,
            new { caseId, definition = CasePath.DefinitionOf(from) },
            cancellationToken: cancellationToken))).ToList();
        return hashes is [{ } hash]
            ? MigrationOrder.BetweenVariants(await catalogue.GetAsync(hash, cancellationToken), catalogue.GetLatest(CasePath.DefinitionOf(to)), caseId.Value, actor)
            : null;
    }

    private async Task<Stand?> FindAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Stand>(new CommandDefinition(
            """
            select
                path,
                closed_at is not null or ending_at is not null as is_over,
                exists (select from card where card.case_id = student_case.id and state in ('applied', 'expected', 'at-station'))
                or exists (select from workflow.instance where correlation_id = student_case.id and definition_id = 'new-card' and status = 'suspended') as is_photographed
            from student_case
            where id = @caseId
            """,
            new { caseId },
            cancellationToken: cancellationToken));
    }

    private sealed class Stand
    {
        public string Path { get; init; } = "";

        public bool IsOver { get; init; }

        public bool IsPhotographed { get; init; }
    }
}

/// <summary>What came of moving a case to the other variant.</summary>
public abstract record VariantResult
{
    private VariantResult()
    {
    }

    /// <summary>What would change; nothing has.</summary>
    public sealed record Shown(MigrationReport Report) : VariantResult;

    public sealed record Moved(MigrationReport Report) : VariantResult;

    /// <summary>Nothing has changed.</summary>
    /// <param name="Code">CASE-001, VARIANT-001 … VARIANT-006.</param>
    public sealed record Refused(string Code, string Reason) : VariantResult;
}
