using System.Formats.Asn1;
using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Faults;

/// <summary>Real answers, damaged by seed: whatever comes, an operation ends with a value or with an error of the closed set.</summary>
public sealed class FuzzedAnswerTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    private static readonly HashSet<string> Codes =
        [.. typeof(LdapErrorCode).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public async Task A_damaged_message_is_read_or_refused()
    {
        var recorded = await RecordedConversation.RecordAsync(slapd);
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var message = Mutation.Of(recorded.Answers[random.Next(recorded.Answers.Count)], random);
            try
            {
                var (_, answer) = AnswerReader.Read(message);
                read++;
                _ = new SyncTranslator(sentCookie: null).Translate(answer).Count();
                if (answer is LdapAnswer.Done done)
                    new PagedResults(10).HasMore(done.Result);
            }
            catch (Exception e) when (e is AsnContentException or ArgumentException or LdapException)
            {
                refused++;
            }
        }

        Assert.True(read > 1000 && refused > 1000, $"{read} read, {refused} refused");
    }

    [Fact]
    public async Task A_damaged_conversation_ends_every_operation_with_its_right_outcome()
    {
        var recorded = await RecordedConversation.RecordAsync(slapd);
        var outcomes = new Dictionary<string, int>();
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var heard = Damaged(recorded, random);
            var hush = new TaskCompletionSource();
            var stream = new ScriptedStream(heard, hush.Task);
            await using var connection = Connection(stream);
            var operations = recorded.BeginAll(connection);
            await stream.FirstWrite;
            hush.SetResult();
            await EndAllAsync(operations, outcomes, seed);
        }

        Assert.Superset(new HashSet<string> { "done", LdapErrorCode.MalformedAnswer, LdapErrorCode.ConnectionBroken, LdapErrorCode.UnexpectedAnswer, "unknown" }, outcomes.Keys.ToHashSet());
    }

    [Fact]
    public async Task A_damaged_conversation_over_TCP_does_too()
    {
        var recorded = await RecordedConversation.RecordAsync(slapd);
        var outcomes = new Dictionary<string, int>();
        for (var seed = 100_000; seed < 100_050; seed++)
        {
            var heard = Damaged(recorded, new Random(seed));
            await using var server = new FakeLdapServer(async stream =>
            {
                await FakeLdapServer.HearAsync(stream);
                await stream.WriteAsync(heard);
            });
            await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, CancellationToken.None);
            await EndAllAsync(recorded.BeginAll(connection), outcomes, seed);
        }

        Assert.Contains("unknown", outcomes.Keys);
    }

    [Fact]
    public async Task The_conversation_undamaged_is_read_to_its_end()
    {
        var recorded = await RecordedConversation.RecordAsync(slapd);
        var hush = new TaskCompletionSource();
        await using var connection = Connection(new ScriptedStream([.. recorded.Answers.SelectMany(octets => octets)], hush.Task));
        var outcomes = new Dictionary<string, int>();

        var operations = recorded.BeginAll(connection);
        hush.SetResult();
        await EndAllAsync(operations.Skip(1).ToList(), outcomes, seed: -1);

        Assert.Equal([LdapErrorCode.ReferenceNotFollowed, "done"], outcomes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, outcomes[LdapErrorCode.ReferenceNotFollowed]);
    }

    private static byte[] Damaged(RecordedConversation recorded, Random random)
    {
        var damaged = random.Next(recorded.Answers.Count);
        return [.. recorded.Answers.SelectMany((octets, i) => i == damaged ? Mutation.Of(octets, random) : octets)];
    }

    private static LdapConnection Connection(Stream stream)
    {
        var endpoint = new LdapEndpoint("in memory", 1, LdapSecurity.Plain) { AllowAnonymous = true };
        return new LdapConnection(endpoint, new MessageChannel(stream, endpoint.MaxMessageBytes, TimeProvider.System), TimeProvider.System);
    }

    private static async Task EndAllAsync(IReadOnlyList<Task> operations, Dictionary<string, int> outcomes, int seed)
    {
        foreach (var operation in operations)
        {
            var outcome = "done";
            try
            {
                await operation.WaitAsync(Generous);
            }
            catch (LdapOutcomeUnknownException)
            {
                outcome = "unknown";
            }
            catch (LdapException e)
            {
                outcome = e.Code;
                Assert.Contains(outcome, Codes);
                // A write that left is never told as one that did not.
                Assert.False(operation is Task<LdapResult> && e.Message.Contains("not answered", StringComparison.Ordinal) && IsWrite(operations, operation), $"seed {seed}");
            }

            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
    }

    // By place in the script: two adds, two modifies, a rename and two deletes.
    private static bool IsWrite(IReadOnlyList<Task> operations, Task operation) =>
        operations.ToList().IndexOf(operation) is 3 or 4 or 5 or 6 or 8 or 10 or 11;

    /// <summary>Hears the script once it may, then the end; what is said to it is lost.</summary>
    private sealed class ScriptedStream(byte[] script, Task mayBegin) : PassingStream(new MemoryStream(script))
    {
        private readonly TaskCompletionSource firstWrite = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task FirstWrite => firstWrite.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await mayBegin.WaitAsync(cancellationToken);
            return await Inner.ReadAsync(buffer, cancellationToken);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            firstWrite.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
