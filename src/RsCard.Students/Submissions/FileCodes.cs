namespace RsCard.Students.Submissions;

/// <summary>Why a file is refused whole. Stable: the same in log, page, answer and docs.</summary>
public static class FileCodes
{
    public const string Empty = "FILE-EMPTY";
    public const string Type = "FILE-TYPE";
    public const string Encoding = "FILE-ENCODING";
    public const string Header = "FILE-HEADER";
    public const string TooLarge = "FILE-TOO-LARGE";
    public const string Bomb = "FILE-BOMB";
    public const string Damaged = "FILE-DAMAGED";

    /// <summary>Nothing is wrong with the file: the institution sends no lists any more.</summary>
    public const string InstitutionClosed = "INST-002";

    /// <summary>Those of the list's contract.</summary>
    public static IReadOnlyList<string> All { get; } = [Empty, Type, Encoding, Header, TooLarge, Bomb, Damaged];
}
