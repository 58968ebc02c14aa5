namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>Where the last read ended.</summary>
/// <param name="Number">Counts reads: the next one commits only if nobody else did meanwhile.</param>
/// <param name="Server">Which server it was and what it was asked for (<see cref="DirectoryServer.Name"/>): a cursor is of use there alone.</param>
/// <param name="Cookie">RFC 4533, or null.</param>
/// <param name="ContextCsn">As it was when the read began; null where the server shows none.</param>
/// <param name="Entries">How many entries the mirror then held.</param>
/// <param name="Held">How many it holds: another number, and it was emptied since.</param>
internal sealed record MirrorCursor(
    long Number,
    string Server,
    byte[]? Cookie,
    string? ContextCsn,
    int Entries,
    DateTimeOffset FullReadAt,
    DateTimeOffset ReadAt,
    int Held);
