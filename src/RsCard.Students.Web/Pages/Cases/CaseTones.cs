using RsCard.Students.Submissions;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>Which tone the states of a case and its mails are told in.</summary>
internal static class CaseTones
{
    public static Tone Of(ForecastVerdict verdict) => verdict switch
    {
        ForecastVerdict.InTime => Tone.Good,
        ForecastVerdict.AtRisk => Tone.Note,
        _ => Tone.Bad,
    };

    /// <param name="state">As the database has it.</param>
    public static Tone OfMail(string state) => state switch
    {
        "sent" => Tone.Good,
        "refused" => Tone.Bad,
        _ => Tone.Plain,
    };
}
