using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Placements;

/// <summary>
/// Where unit and supervisor of a placement are written to (D-15): who waited for an address goes on when there is one, and what came back
/// from the one before, or was refused there, is sent to it (D-63).
/// </summary>
public sealed class PlacementAddresses(WorkflowEngine engine, IncidentStore incidents, WorkItemQueue queue)
{
    private static readonly Dictionary<string, MailAudience> ReaderBySignal = new(StringComparer.Ordinal)
    {
        [AwaitUnitAddress.Signal] = MailAudience.Unit,
        [AwaitMendedUnitAddress.Signal] = MailAudience.Unit,
        [AwaitSupervisorAddress.Signal] = MailAudience.Supervisor,
        [AwaitMendedSupervisorAddress.Signal] = MailAudience.Supervisor,
    };

    private static readonly string[] Mended = [AwaitMendedUnitAddress.Signal, AwaitMendedSupervisorAddress.Signal];

    /// <summary>Names of the steps that wait for an address: the administrator hears of them at once, not when they are overdue (D-63).</summary>
    internal static IReadOnlyCollection<string> Signals => ReaderBySignal.Keys;

    /// <summary>Where VDI has been ordered nobody needs the unit's address any more. May be called as often as one likes. The cases are locked, and their addresses saved.</summary>
    internal async Task GoOnAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> cases, CancellationToken cancellationToken)
    {
        var waiting = (await transaction.Connection!.QueryAsync<Waiting>(new CommandDefinition(
            """
            select
                instance.correlation_id as "case",
                e.student_id as student,
                placement.id as placement,
                bookmark.name as signal,
                placement.unit_email is not null or bookmark.name = any(@supervisor) as isKnown
            from workflow.bookmark
            join workflow.instance on instance.id = bookmark.instance_id
            join placement on placement.id = instance.subject
            join enrolment e on e.id = placement.enrolment_id
            where bookmark.correlation_id = any(@cases)
            and bookmark.kind = 'signal'
            and (
                (bookmark.name = any(@unit) and (placement.unit_email is not null or placement.vdi_ordered_at is not null))
                or (bookmark.name = any(@supervisor) and placement.supervisor_email is not null))
            order by bookmark.since, bookmark.instance_id
            """,
            new { cases = cases.ToArray(), unit = SignalsOf(MailAudience.Unit), supervisor = SignalsOf(MailAudience.Supervisor) },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        foreach (var mended in waiting.Where(one => one.IsKnown && Mended.Contains(one.Signal, StringComparer.Ordinal)))
            await SendAgainAsync(transaction, mended, cancellationToken);
        await engine.SignalAsync(transaction, [.. waiting.Select(one => new Signal(one.Case, one.Signal, "Given", one.Placement))], cancellationToken);
    }

    /// <summary>What the mail server refused is composed anew and tried again; what it took and couldn't deliver is ordered once more.</summary>
    private async Task SendAgainAsync(NpgsqlTransaction transaction, Waiting mended, CancellationToken cancellationToken)
    {
        var audience = ReaderBySignal[mended.Signal];
        var kinds = MailCatalogue.All.Where(mail => mail.Audience == audience).Select(mail => mail.Kind.ToString()).ToArray();
        var refused = (await transaction.Connection!.QueryAsync<(long Id, string Kind)>(new CommandDefinition(
            """
            select incident.id, work_item.payload ->> 'Mail'
            from workflow.incident
            join workflow.work_item on work_item.id = incident.work_item_id
            where incident.correlation_id = @Case
            and incident.state = 'open'
            and incident.work_kind = @work
            and incident.code = any(@codes)
            and work_item.payload ->> 'Subject' = @placement
            and work_item.payload ->> 'Mail' = any(@kinds)
            """,
            new { mended.Case, work = MailHandler.WorkKind, codes = MailCodes.WrongAddress, placement = mended.Placement.ToString(), kinds },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await incidents.RetryAsync(transaction, [.. refused.Select(incident => incident.Id)], cancellationToken);

        var lost = await transaction.Connection!.QueryAsync<string>(new CommandDefinition(
            """
            select kind
            from (
                select distinct on (kind) kind, state
                from mail
                where case_id = @Case
                and subject = @Placement
                and kind = any(@kinds)
                order by kind, composed_at desc, id desc
            ) latest
            where state in ('bounced', 'refused')
            """,
            new { mended.Case, mended.Placement, kinds },
            transaction,
            cancellationToken: cancellationToken));
        foreach (var kind in lost.Select(AsAtFirst).Distinct(StringComparer.Ordinal).Except(refused.Select(incident => AsAtFirst(incident.Kind)), StringComparer.Ordinal))
        {
            await queue.EnqueueAsync(
                transaction,
                MailHandler.WorkKind,
                SendMail.KeyOf(kind, new StudentId(mended.Student)),
                JsonSerializer.Serialize(new MailOrder(kind, new CaseId(mended.Case), IsAgain: true, Subject: mended.Placement)),
                mended.Case,
                cancellationToken);
        }
    }

    /// <summary>A unit that was never reached isn't reminded: it is asked.</summary>
    private static string AsAtFirst(string kind) => kind == nameof(MailKind.VdiReminder) ? nameof(MailKind.VdiOrder) : kind;

    private static string[] SignalsOf(MailAudience audience) => [.. ReaderBySignal.Where(pair => pair.Value == audience).Select(pair => pair.Key)];

    private sealed record Waiting(Guid Case, Guid Student, Guid Placement, string Signal, bool IsKnown);
}
