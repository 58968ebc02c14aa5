using System.Text.Json;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>The part of a kept list above its rows, sealed with a master key.</summary>
internal sealed record ListHead(int HeaderRow, string[] Header)
{
    public byte[] Seal(MasterKeys masterKeys, SubmissionId id) => masterKeys.Seal(JsonSerializer.SerializeToUtf8Bytes(this), id.ToString());

    public static ListHead Open(MasterKeys masterKeys, string keyName, byte[] headSealed, SubmissionId id) =>
        JsonSerializer.Deserialize<ListHead>(masterKeys.Open(keyName, headSealed, id.ToString())) ?? throw new JsonException("SUB-003: the kept head is empty");

    /// <exception cref="InvalidOperationException"><c>SUB-001</c>: an institution's own header name was taken away since.</exception>
    public HeaderMap Map(IReadOnlyDictionary<string, string> ownHeaders) =>
        HeaderMap.Find(Header, ownHeaders) ?? throw new InvalidOperationException("SUB-001: the kept header is no header any more");
}
