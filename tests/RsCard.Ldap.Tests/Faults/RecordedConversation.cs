using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Faults;

/// <summary>Every kind of operation once, and what a real slapd answered: the seed of what is mutated.</summary>
internal sealed class RecordedConversation
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;

    private RecordedConversation(SlapdServer slapd, IReadOnlyList<byte[]> answers)
    {
        Slapd = slapd;
        Answers = answers;
    }

    /// <summary>The answers, message by message; the ids count from 2, as 1 was the bind.</summary>
    public IReadOnlyList<byte[]> Answers { get; }

    private SlapdServer Slapd { get; }

    public static async Task<RecordedConversation> RecordAsync(SlapdServer slapd)
    {
        await using (var admin = await slapd.ConnectAsync(slapd.Admin))
        {
            LdapAttribute[] elsewhere =
            [
                LdapAttribute.Text("objectClass", "referral", "extensibleObject"),
                LdapAttribute.Text("ou", "Elsewhere"),
                LdapAttribute.Text("ref", "ldap://127.0.0.1:1/ou=Elsewhere"),
            ];
            await admin.AddAsync(slapd.Base.Child("ou", "Elsewhere"), elsewhere, LdapRequestOptions.With(LdapControl.ManageDsaIt), Never);
        }

        using var recording = new RecordingStream(await Transport.OpenAsync(slapd.Endpoint, TimeProvider.System, Never));
        await using (var connection = new LdapConnection(slapd.Endpoint, new MessageChannel(recording, 1 << 24, TimeProvider.System), TimeProvider.System))
        {
            await connection.BindAsync(slapd.Sync.Dn, slapd.Sync.Password, None, Never);
            foreach (var operation in Operations(slapd))
            {
                try
                {
                    await operation(connection);
                }
                catch (LdapException)
                {
                    // A referral or a refused bind is an answer like others.
                }
            }
        }

        var frames = new FrameReader(new MemoryStream(recording.Heard), 1 << 24);
        var answers = new List<byte[]>();
        while (await frames.ReadAsync(Never) is { } frame)
            answers.Add(frame);
        return new RecordedConversation(slapd, answers.Skip(1).ToList());
    }

    /// <summary>Begins everything again, all at once, on a connection that hears something else; the outcomes in order.</summary>
    public IReadOnlyList<Task> BeginAll(LdapConnection connection)
    {
        var bind = connection.WhoAmIAsync(None, Never); // takes message id 1 in the bind's stead
        return [bind, .. Operations(Slapd).Select(operation => operation(connection))];
    }

    private static List<Func<LdapConnection, Task>> Operations(SlapdServer slapd)
    {
        var dn = slapd.StudentDn("599999");
        return
        [
            c => c.WhoAmIAsync(None, Never),
            c => c.ReadRootDseAsync(None, Never),
            c => c.AddAsync(dn, TestEntries.Student("599999", "Åsa 学"), LdapRequestOptions.With(ReadEntry.After("*", "+")), Never),
            c => c.AddAsync(dn, TestEntries.Student("599999"), None, Never),
            c => c.ModifyAsync(dn, [LdapModification.Replace("sn", "Ny")], LdapRequestOptions.With(ReadEntry.Before("sn", "cn")), Never),
            c => c.ModifyAsync(dn, [LdapModification.Replace("sn", "Ny")], LdapRequestOptions.With(Assertion.That(LdapFilter.Equal("sn", "x"))), Never),
            c => c.CompareAsync(dn, "sn", "Ny", None, Never),
            c => c.ModifyDnAsync(dn, RelativeName.Of("uid", "599998"), deleteOldRdn: true, newParent: null, None, Never),
            c => c.SyncAllAsync(new LdapSyncRequest(slapd.Groups, LdapScope.Subtree, LdapFilter.Everything, ["cn"]), None, Never),
            c => c.DeleteAsync(slapd.StudentDn("599998"), None, Never),
            c => c.DeleteAsync(dn, None, Never),
            c => c.FindAsync(slapd.Base.Child("ou", "Elsewhere"), [], None, Never),
            c => c.SearchAllAsync(new LdapSearch(slapd.Base, LdapScope.Subtree, LdapFilter.Everything, []) { PageSize = 0 }, None, Never),
            c => c.SearchAllAsync(new LdapSearch(slapd.Groups, LdapScope.OneLevel, LdapFilter.Everything, []) { PageSize = 100 }, None, Never),
        ];
    }

    private sealed class RecordingStream(Stream inner) : PassingStream(inner)
    {
        private readonly MemoryStream heard = new();

        public byte[] Heard => heard.ToArray();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await Inner.ReadAsync(buffer, cancellationToken);
            heard.Write(buffer.Span[..read]);
            return read;
        }
    }
}
