using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>What the student reads of one step: what happens now, what to do, where, with what, and what comes after.</summary>
/// <param name="Step">Of five, as the student counts them.</param>
public sealed record StudentGuide(Phrase Title, int Step, IReadOnlyList<Sentence> Now, GuidePlace Where = GuidePlace.Nowhere, Phrase? Bring = null, Phrase? Then = null);

/// <summary>A text with what stands in its places: days, amounts, or other texts.</summary>
public sealed record Sentence(Phrase Text, params object[] Values)
{
    public static implicit operator Sentence(Phrase text) => FromPhrase(text);

    public static Sentence FromPhrase(Phrase text) => new(text);

    public string In(PageLanguage language) => language[Text, [.. Values.Select(value => value is Phrase phrase ? language[phrase] : value)]];
}

/// <summary>Which card stations the student is shown.</summary>
public enum GuidePlace
{
    Nowhere,
    AnyStation,

    /// <summary>The one that has the card.</summary>
    CardsStation,
}
