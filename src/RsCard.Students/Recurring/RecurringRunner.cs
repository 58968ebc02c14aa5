using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace RsCard.Students.Recurring;

/// <summary>
/// Runs a job once and writes down what came of it, whoever asks: the scheduler, a person, the business clock. One node at a
/// time: a run is held by a lease, and its outcome is fenced by it.
/// </summary>
public sealed partial class RecurringRunner(RecurringJobs jobs, RecurringRuns runs, RecurringJobOptions options, NodeName node, ILogger<RecurringRunner> logger)
{
    private static readonly TimeSpan PauseBeforeNextLook = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan GivingBackLimit = TimeSpan.FromSeconds(2);

    /// <param name="waits">True: another run of the job is waited for. It may be a dead node's, until its lease has gone.</param>
    /// <returns>What came of it; null where another run is under way, or took over.</returns>
    /// <exception cref="UnknownJobException">This release doesn't have the job.</exception>
    public async Task<RunResult?> RunAsync(string name, bool waits, CancellationToken cancellationToken)
    {
        var job = Require(name);
        var claim = new RunClaim(name, Guid.NewGuid(), node.Value);
        while (!await runs.ClaimAsync(claim, options.Lease, cancellationToken))
        {
            if (!waits)
                return null;
            await Task.Delay(PauseBeforeNextLook, TimeProvider.System, cancellationToken);
        }

        var result = await RunHeldAsync(job, claim, cancellationToken);
        if (result is null || !await runs.FinishAsync(claim, result, CancellationToken.None))
        {
            LogLost(name, claim.Node);
            return null;
        }

        if (result is RunResult.Failed failed)
            LogFailed(failed.Code, name, failed.Detail);
        else
            LogDone(name);
        return result;
    }

    /// <exception cref="UnknownJobException">This release doesn't have the job.</exception>
    internal IRecurringJob Require(string name) => jobs.Find(name) ?? throw new UnknownJobException(name, jobs.Names);

    /// <returns>Null where the lease was lost.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The runner is one of the places where exceptions are caught: a job that fails is written down and runs again at its next time.")]
    private async Task<RunResult?> RunHeldAsync(IRecurringJob job, RunClaim claim, CancellationToken cancellationToken)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(claim, held, ended.Token);
        try
        {
            return await job.RunOnceAsync(held.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(GivingBackLimit);
            await runs.GiveBackAsync(claim, limit.Token);
            throw;
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            // The message might name a person; the type and PostgreSQL's code don't.
            return new RunResult.Failed("JOB-001", failure is PostgresException { SqlState: var state } ? $"PostgreSQL {state}" : failure.GetType().FullName ?? "");
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(RunClaim claim, CancellationTokenSource held, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(options.Lease / 3, TimeProvider.System);
        while (true)
        {
            try
            {
                if (!await timer.WaitForNextTickAsync(ended))
                    return;
                if (await runs.RenewAsync(claim, options.Lease, ended))
                    continue;
                await held.CancelAsync();
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (NpgsqlException)
            {
                // The database is away for a moment: two more tries before the lease runs out, and the fence after that.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Job} is done")]
    private partial void LogDone(string job);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: {Job} failed ({Detail}); it runs again at its next time")]
    private partial void LogFailed(string code, string job, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "JOB-003: the run of {Job} on {Node} was taken over by another")]
    private partial void LogLost(string job, string node);
}

/// <summary>There is no such job in this release (<c>JOB-002</c>).</summary>
public sealed class UnknownJobException(string name, IEnumerable<string> known) : Exception($"JOB-002: there is no job '{name}'; the jobs are {string.Join(", ", known)}.");

/// <summary>What this process is called where people look: machine and process id.</summary>
public sealed record NodeName(string Value)
{
    public static NodeName OfThisProcess { get; } = new($"{Environment.MachineName}:{Environment.ProcessId}");
}
