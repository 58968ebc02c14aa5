using System.Text.Json;
using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Submissions;

/// <summary>Applies a received list. May be run by several workers, and again after a crash: each row is applied once.</summary>
internal sealed class SubmissionHandler(SubmissionRunner runner) : IWorkItemHandler
{
    public const string WorkKind = "submission";

    public string Kind => WorkKind;

    public int Concurrency => 1;

    /// <summary>A directory that is down is waited for: about three days.</summary>
    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), MaxAttempts: 400);

    public async Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<SubmissionOrder>(item.Payload) ?? throw new JsonException("empty submission order");
        try
        {
            await runner.RunAsync(order.Submission, _ => { }, cancellationToken);
            return new WorkOutcome.Completed("Done");
        }
        catch (LdapException broken)
        {
            return new WorkOutcome.Transient("DIR-001", broken.Message);
        }
    }
}

/// <summary>The payload of a list's work item.</summary>
internal sealed record SubmissionOrder(SubmissionId Submission);
