using Microsoft.Playwright;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>A page in one of its states.</summary>
/// <param name="Route">As the application names the endpoint.</param>
/// <param name="State">What is special, as part of a file's name.</param>
/// <param name="Who">Who is signed in; null: nobody.</param>
/// <param name="Path">Where the page is.</param>
internal sealed record Visit(string Route, string State, string? Who, string Path)
{
    /// <summary>What has to be done on the page to reach the state.</summary>
    public Func<IPage, Task>? Then { get; init; }

    /// <summary>The page tells of an error.</summary>
    public bool IsError { get; init; }

    /// <summary>The answer's code.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The student's own page: on an old phone.</summary>
    public bool IsStudents => Route == "/s/{token}";

    /// <summary>Opened from a mail, on a phone as a rule.</summary>
    public bool IsOnPhone => IsStudents || Route == "/unit/{token}";

    /// <summary>The address that asks for a language.</summary>
    public string In(string language) => Path + (Path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language;

    public override string ToString() => $"{Route} ({State}, {Who ?? "nobody"})";

    /// <summary>For a file's name.</summary>
    public string Name => string.Concat($"{Route.Trim('/')} {State} {Who}".Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
}
