namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>What a visit brought to light.</summary>
/// <param name="Faults">What axe and the tour's own looks found, a line each.</param>
/// <param name="Complaints">What the browser complained about.</param>
/// <param name="TooWide">At which width, in which language, and what sticks out.</param>
/// <param name="Bytes">On the wire with an empty cache, headers too.</param>
internal sealed record Finding(Visit Visit, IReadOnlyList<string> Faults, IReadOnlyList<string> Complaints, IReadOnlyList<string> TooWide, int Bytes, int Requests);
