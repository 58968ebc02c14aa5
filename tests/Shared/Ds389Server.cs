namespace RsCard.Students.Testing;

/// <summary>
/// A 389 Directory Server of one's own, without content sync, as the package has it: a second, independent peer. It starts
/// in seconds, so share it (a collection). Tests that need it carry the trait <c>Server=389</c>: <c>./rscard test</c> says so
/// and leaves them out where the package can't be installed.
/// </summary>
public sealed class Ds389Server() : PrivateDirectory("ds389");

/// <summary>One that offers content sync (RFC 4533).</summary>
public sealed class Ds389SyncServer() : PrivateDirectory("ds389", "--sync");
