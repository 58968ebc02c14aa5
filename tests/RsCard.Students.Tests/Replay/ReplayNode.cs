using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Tests.Database;
using RsCard.Students.Tests.Definitions;

namespace RsCard.Students.Tests.Replay;

/// <summary>
/// Today's runtime and the product's own activities on a real database. The facts of the one case, the outcomes of its work and the time
/// come from the script.
/// </summary>
internal sealed class ReplayNode : IWorkflowHost, IActivityDecider, IAsyncDisposable
{
    private static readonly Dictionary<string, ICaseActivity> Activities = ProductDefinitions.Activities.ToDictionary(activity => $"RsCard.{activity.GetType().Name}");

    /// <summary>Rows that a case is restored from. The id of a work item is given anew.</summary>
    private static readonly string[] Tables = ["instance", "bookmark", "timer", "work_item", "parked_case"];

    private readonly NpgsqlDataSource data;
    private readonly ServiceProvider services;
    private readonly ScriptClock clock = new();
    private readonly IReadOnlyDictionary<string, ScriptedWork> work =
        new[] { "directory", "mail", "placements", "cancel-cards" }.ToDictionary(kind => kind, kind => new ScriptedWork(kind));

    private readonly ConcurrentQueue<string> journal = [];
    private SavedFacts? facts;

    public ReplayNode(TestDatabase database)
    {
        data = database.DataSource;
        var collection = new ServiceCollection()
            .AddSingleton(data)
            .AddSingleton<IWorkflowHost>(this)
            .AddSingleton(new BusinessClock(data, clock))
            .AddWorkflowRuntime();
        foreach (var scripted in work.Values)
            collection.AddSingleton<IWorkItemHandler>(scripted);
        services = collection.BuildServiceProvider();
    }

    private WorkflowEngine Engine => services.GetRequiredService<WorkflowEngine>();

    /// <summary>Stores these and makes them the latest, as another release left them.</summary>
    public Task LoadAsync(IReadOnlyList<WorkflowDefinition> definitions) => services.GetRequiredService<DefinitionCatalogue>().AddAsync(definitions, CancellationToken.None);

    /// <summary>The case from its start, each step with its stand and its journal.</summary>
    public async Task<SavedCase> RecordAsync(SavedCase script)
    {
        await ClearAsync();
        clock.Now = script.Start;
        facts = script.Begin;
        await InTransactionAsync(transaction => Engine.StartAsync(transaction, [new StartRequest(Guid.CreateVersion7(), script.Definition)], CancellationToken.None));
        var steps = new List<SavedStep>();
        foreach (var step in script.Steps)
        {
            var stand = await StandAsync();
            steps.Add(step with { Stand = stand, Journal = await TakeAsync(step) });
        }

        return script with { Steps = steps };
    }

    /// <summary>Restores the rows before a step, and the time and the facts they stood at.</summary>
    public async Task RestoreAsync(SavedCase saved, int step)
    {
        await ClearAsync();
        clock.Now = saved.Steps.Take(step).LastOrDefault(before => before.Day is not null)?.Day ?? saved.Start;
        facts = saved.Steps.Take(step).LastOrDefault(before => before.Facts is not null)?.Facts ?? saved.Begin;
        foreach (var (table, rows) in Tables.Select(table => (table, saved.Steps[step].Stand!.GetValueOrDefault(table, []))).Where(saved => saved.Item2.Count > 0))
        {
            // The columns of that release; what later ones added has its default.
            var columns = string.Join(", ", rows[0]!.AsObject().Select(column => $"\"{column.Key}\""));
            await ExecuteAsync($"insert into workflow.{table} ({columns}) select {columns} from jsonb_populate_recordset(null::workflow.{table}, @rows::jsonb)", new { rows = rows.ToJsonString() });
        }
    }

    /// <returns>What the step did, by definition: the order between instances isn't promised.</returns>
    public async Task<IReadOnlyList<string>> TakeAsync(SavedStep step)
    {
        journal.Clear();
        facts = step.Facts ?? facts;
        if (step.Signal?.Split(':') is [var name, var outcome])
            await SignalAsync(name, outcome);
        else if (step.Work?.Split(':') is [var kind, var result])
            await WorkAsync(kind, result);
        else if (step.Day is { } day)
            await ComeToAsync(day);
        else if (step.Break is { } edge)
            await BreakAsync(edge == "begins");
        return [.. journal.OrderBy(entry => entry[..entry.IndexOf('/')], StringComparer.Ordinal)];
    }

    /// <summary>How many rows tell that something is still under way.</summary>
    public async Task<long> LeftAsync()
    {
        await using var connection = await data.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            """
            select
                (select count(*) from workflow.instance where status = 'suspended')
                + (select count(*) from workflow.bookmark)
                + (select count(*) from workflow.timer)
                + (select count(*) from workflow.work_item)
                + (select count(*) from workflow.parked_case)
                + (select count(*) from workflow.incident where resolved_at is null)
            """);
    }

    public Task<IActivityDecider> PrepareAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken) =>
        Task.FromResult<IActivityDecider>(this);

    public Task RecordAsync(NpgsqlTransaction transaction, IReadOnlyList<InstanceAdvance> advances, CancellationToken cancellationToken)
    {
        foreach (var advance in advances)
        {
            foreach (var entry in advance.Journal)
                journal.Enqueue($"{advance.DefinitionId}/{entry.ActivityId}:{entry.Event}{(entry.Outcome is null ? "" : ":" + entry.Outcome)}");
        }

        return Task.CompletedTask;
    }

    public DateTimeOffset DueAfterBreak(string? signal, DateTimeOffset due, DateTimeOffset stoppedAt, DateTimeOffset now) => DateRules.AfterBreak(due, stoppedAt, now);

    public ActivityResult Execute(ActivityContext context)
    {
        if (facts is not { } known)
            return new ActivityResult.Faulted("WF-003", "There is no such case.");
        var id = new CaseId(context.CorrelationId);
        return Activities[context.Activity.Type].Execute(context, new CaseFacts(
            id,
            new StudentId(context.CorrelationId),
            CasePath.Service,
            known.FirstDay,
            known.LastDay,
            known.Decision,
            known.MailedRsId,
            known.Card is { } state ? new CardFacts(context.CorrelationId, id, "service", state, known.PhotoOn ?? default, known.ExpectedOn ?? default, known.CardValidTo) : null,
            CardInDirectory: null,
            known.Placement is { } kind ? [new PlacementFacts(context.CorrelationId, kind, known.PlacementFirstDay)] : []));
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task<Guid> CaseAsync()
    {
        await using var connection = await data.OpenConnectionAsync();
        return await connection.QueryFirstAsync<Guid>("select correlation_id from workflow.instance limit 1");
    }

    private async Task BreakAsync(bool begins)
    {
        var @case = await CaseAsync();
        var parking = services.GetRequiredService<CaseParking>();
        await InTransactionAsync(transaction => begins
            ? parking.ParkAsync(transaction, @case, "a break in studies", "cli:tests", CancellationToken.None)
            : parking.ResumeAsync(transaction, @case, CancellationToken.None));
    }

    private async Task SignalAsync(string name, string outcome)
    {
        var @case = await CaseAsync();
        await InTransactionAsync(transaction => Engine.SignalAsync(transaction, [new Signal(@case, name, outcome)], CancellationToken.None));
    }

    private async Task WorkAsync(string kind, string outcome)
    {
        work[kind].Outcome = outcome;
        await services.GetRequiredService<WorkItemWorker>().RunOnceAsync(kind, CancellationToken.None);
    }

    private async Task ComeToAsync(DateTimeOffset day)
    {
        clock.Now = day;
        var timers = services.GetRequiredService<TimerWorker>();
        while (await timers.RunOnceAsync(CancellationToken.None) > 0)
        {
        }
    }

    private async Task<IReadOnlyDictionary<string, JsonArray>> StandAsync()
    {
        var stand = new Dictionary<string, JsonArray>();
        await using var connection = await data.OpenConnectionAsync();
        foreach (var table in Tables)
        {
            // What has ended is nothing that a later release must finish.
            var rows = await connection.ExecuteScalarAsync<string>($"select coalesce(jsonb_agg(to_jsonb(saved) - @given order by to_jsonb(saved)->>'execution', to_jsonb(saved)->>'id'), '[]')::text from workflow.{table} saved where to_jsonb(saved)->>'status' is distinct from 'finished' and to_jsonb(saved)->>'status' is distinct from 'cancelled'", new { given = table == "work_item" ? "id" : "" });
            stand[table] = JsonNode.Parse(rows!)!.AsArray();
        }

        return stand;
    }

    private Task ClearAsync() => ExecuteAsync("truncate workflow.instance, workflow.bookmark, workflow.timer, workflow.work_item, workflow.incident, workflow.parked_case cascade", null);

    private async Task InTransactionAsync(Func<NpgsqlTransaction, Task> act)
    {
        await using var connection = await data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await act(transaction);
        await transaction.CommitAsync();
    }

    private async Task ExecuteAsync(string sql, object? parameters)
    {
        await using var connection = await data.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    private sealed class ScriptClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Reports what the script says; the payload was written by the activity of that release.</summary>
    private sealed class ScriptedWork(string kind) : IWorkItemHandler
    {
        public string Outcome { get; set; } = "Done";

        public string Kind => kind;

        public int Concurrency => 4;

        public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), MaxAttempts: 1);

        public Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken) =>
            Task.FromResult<WorkOutcome>(new WorkOutcome.Completed(Outcome));
    }
}
