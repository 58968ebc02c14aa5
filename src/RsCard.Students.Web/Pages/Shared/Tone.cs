namespace RsCard.Students.Web.Pages.Shared;

/// <summary>What a tag or a banner is about. Each has a sign beside its colour.</summary>
public enum Tone
{
    Plain,

    /// <summary>Done, in time, as it should be.</summary>
    Good,

    /// <summary>Worth knowing before going on.</summary>
    Note,

    /// <summary>Refused, late, wrong.</summary>
    Bad,

    /// <summary>Here, or this person's turn.</summary>
    Turn,
}
