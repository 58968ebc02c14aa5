using System.Formats.Asn1;
using System.Net.Sockets;
using System.Text;
using RsCard.Ldap;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.DirectorySync.Mirror;

/// <summary>
/// A server that greets as any other (bind, Who am I, root DSE with paging and without RFC 4533) and answers each further search with
/// what the test says.
/// </summary>
internal sealed class ScriptedDirectory : IAsyncDisposable
{
    private const string Context = "o=Region Skåne,l=Skåne län,c=SE";

    private readonly Func<int, ScriptedPage> answer;
    private readonly string account;
    private readonly FakeLdapServer server;
    private int searches;

    /// <param name="account">What it answers to Who am I.</param>
    /// <param name="answer">The answer to the search with this number, from 0.</param>
    public ScriptedDirectory(string account, Func<int, ScriptedPage> answer)
    {
        this.account = account;
        this.answer = answer;
        server = new FakeLdapServer(TalkAsync);
    }

    public int Port => server.Port;

    public static ScriptedEntry Entry(int number) => new(
        $"uid={number},{Context}",
        [
            ("entryUUID", Encoding.UTF8.GetBytes(new Guid(number, 0, 0, new byte[8]).ToString())),
            ("entryCSN", Encoding.UTF8.GetBytes($"20261122040000.{number:000000}Z#000000#000#000000")),
        ]);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task TalkAsync(NetworkStream stream)
    {
        var buffer = new MemoryStream();
        var chunk = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(chunk)) > 0)
        {
            buffer.Write(chunk, 0, read);
            while (TryTake(ref buffer) is { } message)
            {
                if (!await AnswerAsync(stream, message))
                    return;
            }
        }
    }

    private static byte[]? TryTake(ref MemoryStream buffer)
    {
        var bytes = buffer.ToArray();
        if (!AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.BER, out _, out _, out _, out var consumed))
            return null;
        buffer = new MemoryStream();
        buffer.Write(bytes.AsSpan(consumed));
        return bytes[..consumed];
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, byte[] message)
    {
        var reader = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
        var id = (int)reader.ReadInteger();
        var operation = reader.PeekTag().TagValue;
        switch (operation)
        {
            case 0: // bind
                await SendAsync(stream, id, 1, Result(0));
                return true;
            case 23: // Who am I
                await SendAsync(stream, id, 24, writer =>
                {
                    Result(0)(writer);
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(account), new Asn1Tag(TagClass.ContextSpecific, 11));
                });
                return true;
            case 3:
                return await AnswerSearchAsync(stream, id, reader.ReadSequence(new Asn1Tag(TagClass.Application, 3)));
            default:
                return operation != 2; // unbind
        }
    }

    private async Task<bool> AnswerSearchAsync(NetworkStream stream, int id, AsnReader search)
    {
        var baseDn = Encoding.UTF8.GetString(search.ReadOctetString());
        var isBase = search.ReadEnumeratedBytes().Span[^1] == 0;
        if (isBase)
        {
            if (baseDn.Length == 0)
                await SendAsync(stream, id, 4, Entry(new ScriptedEntry("", [.. RootDse()])));
            await SendAsync(stream, id, 5, Result(0));
            return true;
        }

        var page = answer(searches++);
        foreach (var entry in page.Entries)
            await SendAsync(stream, id, 4, Entry(entry));
        if (page.Reference is { } reference)
            await SendAsync(stream, id, 19, writer => writer.WriteOctetString(Encoding.UTF8.GetBytes(reference)));
        if (page.Code is not { } code)
            return false;
        await SendAsync(stream, id, 5, Result(code), page.Cookie is null ? null : Encoding.UTF8.GetBytes(page.Cookie));
        return true;
    }

    private static IEnumerable<(string Name, byte[] Value)> RootDse() =>
    [
        ("supportedControl", Encoding.UTF8.GetBytes(LdapOid.PagedResults)),
        ("supportedExtension", Encoding.UTF8.GetBytes(LdapOid.WhoAmI)),
        ("namingContexts", Encoding.UTF8.GetBytes(Context)),
    ];

    private static Action<AsnWriter> Result(int code) => writer =>
    {
        writer.WriteEnumeratedValue((LdapResultCode)code);
        writer.WriteOctetString([]);
        writer.WriteOctetString([]);
    };

    private static Action<AsnWriter> Entry(ScriptedEntry entry) => writer =>
    {
        writer.WriteOctetString(Encoding.UTF8.GetBytes(entry.Dn));
        using (writer.PushSequence())
        {
            foreach (var (name, value) in entry.Values)
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
                    using (writer.PushSetOf())
                        writer.WriteOctetString(value);
                }
            }
        }
    };

    private static async Task SendAsync(NetworkStream stream, int id, int operation, Action<AsnWriter> content, byte[]? cookie = null)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(new Asn1Tag(TagClass.Application, operation)))
                content(writer);
            if (cookie is not null)
                WritePagingControl(writer, cookie);
        }

        await stream.WriteAsync(writer.Encode());
    }

    private static void WritePagingControl(AsnWriter writer, byte[] cookie)
    {
        var value = new AsnWriter(AsnEncodingRules.BER);
        using (value.PushSequence())
        {
            value.WriteInteger(0);
            value.WriteOctetString(cookie);
        }

        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence())
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(LdapOid.PagedResults));
            writer.WriteOctetString(value.Encode());
        }
    }
}

/// <summary>The answer to one search.</summary>
/// <param name="Cookie">Of the next page; empty: there is none; null: no paging control at all.</param>
/// <param name="Code">The result; null: the connection breaks off instead.</param>
internal sealed record ScriptedPage(IReadOnlyList<ScriptedEntry> Entries, string? Cookie = "", int? Code = 0, string? Reference = null);

internal sealed record ScriptedEntry(string Dn, IReadOnlyList<(string Name, byte[] Value)> Values);
