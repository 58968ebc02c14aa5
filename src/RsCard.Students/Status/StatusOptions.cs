namespace RsCard.Students.Status;

/// <summary>Where the pages stand for those outside. Section <c>Status</c>.</summary>
public sealed class StatusOptions
{
    public const string Section = "Status";

    /// <summary>The address the links in mails begin with, for example <c>https://kort.example.se/</c>; https, or http to this machine.</summary>
    public string PublicAddress { get; init; } = "https://localhost/";

    /// <summary><see cref="PublicAddress"/>, ending in a slash.</summary>
    public Uri PublicUri => new(PublicAddress.EndsWith('/') ? PublicAddress : PublicAddress + "/");

    /// <summary>What is wrong with the settings; empty when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            || address.Query.Length > 0
            || address.Fragment.Length > 0)
            yield return $"expected {nameof(PublicAddress)} to be an https address without query, got '{PublicAddress}'";
    }
}
