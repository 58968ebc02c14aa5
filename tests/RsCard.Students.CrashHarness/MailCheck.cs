using Dapper;
using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>Each mail was taken at least once, never more often than faults hit it, always the same with the same Message-ID.</summary>
internal static class MailCheck
{
    /// <param name="lostLeases">How many leases each worker said it had lost; each explains one mail more.</param>
    public static async Task<IReadOnlyList<string>> JudgeAsync(
        NpgsqlConnection connection, MailSink mails, Ledger ledger, Dictionary<int, int> lostLeases, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        var taken = mails.Accepted.ToLookup(mail => mail.MessageId, StringComparer.Ordinal);
        var kept = await connection.QueryAsync<(Guid Id, string MessageId, string Kind, string State, string? Outcome)>(new CommandDefinition(
            """
            select mail.id, mail.message_id, mail.kind, mail.state, student_case.outcome
            from mail
            join student_case on student_case.id = mail.case_id
            """,
            cancellationToken: cancellationToken));
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, messageId, kind, state, outcome) in kept)
        {
            known.Add(messageId);
            var times = taken[messageId].Count();
            var allowed = 1 + ledger.HitsOf(id.ToString(), [.. taken[messageId].Select(mail => mail.Worker)]);
            if (state == "sent" && times == 0)
                findings.Add($"mail {id} ({kind}) is noted as sent and was never taken");
            if (state != "sent" && outcome is null)
                findings.Add($"mail {id} ({kind}) is {state} though its case goes on");
            while (times > allowed && taken[messageId].Select(mail => mail.Worker).FirstOrDefault(worker => lostLeases.GetValueOrDefault(worker) > 0) is var starved and > 0)
            {
                lostLeases[starved]--;
                allowed++;
            }

            if (times > allowed)
                findings.Add($"mail {id} ({kind}) was taken {times} times, from workers {string.Join(", ", taken[messageId].Select(mail => mail.Worker))}; faults allow {allowed}");
            if (taken[messageId].Select(mail => mail.Digest).Distinct(StringComparer.Ordinal).Count() > 1)
                findings.Add($"mail {id} ({kind}) had another text when it was sent again");
        }

        foreach (var stranger in taken.Select(group => group.Key).Where(id => !known.Contains(id)))
            findings.Add($"a mail was taken that nobody knows: {stranger}");
        return findings;
    }
}
