using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Incidents;
using RsCard.Students.Review;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.CrashHarness;

/// <summary>
/// The people: administrators send lists, the HSA team decides, stations take photos and hand cards over, students withdraw,
/// days pass. Where a server is away they try again, as people do.
/// </summary>
internal sealed class People(IServiceProvider node, Cohort cohort)
{
    private const string HsaTeam = "staff:annlin";

    /// <summary>The newest work item of this morning, and of the one before.</summary>
    private readonly Queue<long> mornings = new([0, 0]);

    private byte[]? list;

    /// <summary>How often something had to be done again because a server was away.</summary>
    public int Repeated { get; private set; }

    /// <summary>How often work that had lost its worker ten times in a row was ordered again, as docs/operations.md says.</summary>
    public int DugUp { get; private set; }

    public DateOnly Today => Clock.Today();

    private BusinessClock Clock => node.GetRequiredService<BusinessClock>();

    /// <summary>Everything that people can do now, once.</summary>
    /// <param name="sendsList">Another list is sent.</param>
    public async Task ActAsync(bool sendsList, CancellationToken cancellationToken)
    {
        if ((sendsList || list is not null) && !await TryAsync(() => SendAsync(cancellationToken)))
            return;
        await TryAsync(() => DecideAsync(cancellationToken));
        await TryAsync(() => PhotoAsync(cancellationToken));
        await TryAsync(() => HandOverAsync(cancellationToken));
        await TryAsync(() => ReturnAsync(cancellationToken));
        await TryAsync(() => WithdrawAsync(cancellationToken));
        await TryAsync(() => RetryLostAsync(cancellationToken));
    }

    /// <summary>The next morning comes, unless a list or a decision lies open, or work: nobody lets those lie for weeks.</summary>
    /// <param name="leavesWork">That of today and yesterday may be open.</param>
    /// <returns>Whether it came.</returns>
    public async Task<bool> PassDayAsync(bool leavesWork, CancellationToken cancellationToken)
    {
        var today = Today;
        await TryAsync(async () =>
        {
            // Not twice: the shift may have been committed though the answer was lost.
            await Clock.RefreshAsync(cancellationToken);
            if (Today > today || await IsUndecidedAsync(leavesWork ? mornings.Peek() : long.MaxValue, cancellationToken))
                return;
            var newest = await NewestItemAsync(cancellationToken);
            mornings.Dequeue();
            mornings.Enqueue(newest);
            await Clock.ShiftAsync(TimeSpan.FromDays(1), cancellationToken);
            await node.GetRequiredService<AuditSeals>().RunOnceAsync(cancellationToken);
        });
        return Today > today;
    }

    /// <summary>Less work than this is open, and at most one list.</summary>
    public async Task<bool> HasTimeForListAsync(int leastOpen, CancellationToken cancellationToken)
    {
        var isOpen = true;
        await TryAsync(async () =>
        {
            await using var connection = await Database.OpenConnectionAsync(cancellationToken);
            isOpen = await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select count(*) > 1 from submission where state <> 'applied'", cancellationToken: cancellationToken));
        });
        return !isOpen && await OpenAsync(cancellationToken) < leastOpen;
    }

    /// <summary>Work items and timers that are due.</summary>
    public async Task<long> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var counts = await node.GetRequiredService<WorkerStatus>().GetAsync(cancellationToken);
            return counts.DueTimers + counts.Kinds.Sum(kind => kind.Due + kind.Leased + kind.WaitingForRetry);
        }
        catch (NpgsqlException)
        {
            // Nobody knows: not nothing.
            return long.MaxValue;
        }
    }

    private async Task<bool> IsUndecidedAsync(long item, CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            select exists (select from submission where state <> 'applied' and received_at < @yesterday)
                or exists (select from workflow.bookmark where activity_id = 'review' and kind = 'signal')
                or exists (select from workflow.timer where due_at <= @now)
                or exists (select from workflow.work_item where id <= @item and state <> 'dead')
            """,
            new { item, now = Clock.GetUtcNow(), yesterday = Clock.GetUtcNow() - (item == long.MaxValue ? TimeSpan.Zero : TimeSpan.FromHours(36)) },
            cancellationToken: cancellationToken));
    }

    private async Task<long> NewestItemAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("select coalesce(max(id), 0) from workflow.work_item", cancellationToken: cancellationToken));
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        // The same list again where the answer was lost: its rows are known then, and change nothing.
        list ??= cohort.Next(Today);
        await node.GetRequiredService<SubmissionReceiver>().ReceiveAsync("LU", list, "list.csv", "staff:karber", cancellationToken);
        list = null;
    }

    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        var waiting = await node.GetRequiredService<ReviewQueue>().ListAsync(cases: null, cancellationToken);
        foreach (var item in waiting)
            cohort.Of(item.Person.PersonalNumber ?? "").Case ??= item.Case;
        var decided = waiting.ToLookup(item => cohort.Of(item.Person.PersonalNumber ?? "").Fate == Fate.Rejected, item => item.Case);
        var desk = node.GetRequiredService<ReviewDesk>();
        await desk.RejectAsync([.. decided[true]], "Studenten läser inte i Skåne.", HsaTeam, cancellationToken);
        await desk.ApproveAsync([.. decided[false]], HsaTeam, cancellationToken);
    }

    private async Task PhotoAsync(CancellationToken cancellationToken)
    {
        foreach (var student in await WhoseTurnAsync("photo", cancellationToken))
            await Station.TakePhotoAsync(student.Case!.Value, student.Station, Document, reused: false, $"staff:{student.Station}", cancellationToken);
    }

    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        foreach (var student in await WhoseTurnAsync("pickup", cancellationToken))
            await Station.HandOverAsync(student.Case!.Value, student.Station, Document, $"staff:{student.Station}", cancellationToken);
    }

    /// <summary>The operator, who knows that it wasn't the work that killed them: among hundreds of kills ten in a row hit the same item now and then.</summary>
    private async Task ReturnAsync(CancellationToken cancellationToken)
    {
        foreach (var student in await WhoseTurnAsync("return", cancellationToken))
            await node.GetRequiredService<CardDesk>().ReturnAsync(student.Case!.Value, student.Station, which: null, $"staff:{student.Station}", cancellationToken);
    }

    private async Task RetryLostAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        var lost = await connection.QueryAsync<long>(new CommandDefinition(
            "select id from workflow.incident where state = 'open' and code = 'WORK-005'", cancellationToken: cancellationToken));
        if (lost.ToList() is { Count: > 0 } ids)
            DugUp += await node.GetRequiredService<IncidentDesk>().RetryAsync(ids, "staff:operator", cancellationToken);
    }

    private async Task WithdrawAsync(CancellationToken cancellationToken)
    {
        foreach (var student in await WhoseTurnAsync("withdrawal", cancellationToken))
        {
            if (student.Fate != Fate.Withdrawn || student.WithdrawsOn > Today)
                continue;
            await using var connection = await Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await node.GetRequiredService<WorkflowEngine>().SignalAsync(transaction, [new Signal(student.Case!.Value.Value, "withdrawal", "Withdrawn")], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Student>> WhoseTurnAsync(string activity, CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        var cases = (await connection.QueryAsync<Guid>(new CommandDefinition(
            "select correlation_id from workflow.bookmark where activity_id = @activity and kind = 'signal'", new { activity }, cancellationToken: cancellationToken))).ToHashSet();
        return [.. cohort.Sent.Where(student => student.Case is { } id && cases.Contains(id.Value))];
    }

    private NpgsqlDataSource Database => node.GetRequiredService<NpgsqlDataSource>();

    private StationDesk Station => node.GetRequiredService<StationDesk>();

    private IdDocument Document => new("national-id", Today.AddYears(3));

    private async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception away) when (away is NpgsqlException or LdapException)
        {
            Repeated++;
            return false;
        }
    }
}
