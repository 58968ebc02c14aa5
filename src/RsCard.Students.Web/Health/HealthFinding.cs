using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Health;

/// <summary>How one part of the installation is.</summary>
/// <param name="Tone"><see cref="Tone.Good"/>, <see cref="Tone.Note"/> (look at it), <see cref="Tone.Bad"/> (do something).</param>
/// <param name="Do">What to do; null where nothing is needed.</param>
/// <param name="Link">Where it is done.</param>
public sealed record HealthFinding(Phrase Area, Tone Tone, Phrase State, Phrase? Do = null, string? Link = null);
