using RsCard.Students.Cases;
using RsCard.Students.Submissions;

namespace RsCard.Students.Web.Localization;

/// <summary>Who won't have a card on the first day of placement.</summary>
public static class ForecastTexts
{
    public static readonly Phrase Title = new("Inget kort första dagen", "No card on the first day");
    public static readonly Phrase Nav = new("Prognos", "Forecast");
    public static readonly Phrase Intro = new(
        "Studenter vars kort och RSid inte hinner bli klara till nästa VFU, eller bara om någon gör sitt snabbare än vanligt. Den som börjar först står överst.",
        "Students whose card and RSid won't be ready for the next placement, or only if somebody is quicker than usual. Whoever begins first stands first.");

    public static readonly Phrase NotInTime = new("för sent eller osäkert", "too late or at risk");
    public static readonly Phrase Within = new("VFU börjar", "Placement begins");
    public static readonly Phrase WithinWeeks = new("inom {0} veckor", "within {0} weeks");
    public static readonly Phrase Whenever = new("när som helst", "whenever");
    public static readonly CountedPhrase Count = new(new("1 student", "1 student"), new("{0} studenter", "{0} students"));
    public static readonly Phrase ReadyOn = new("klar {0}, {1} efter", "ready on {0}, {1} after");
    public static readonly Phrase Deciding = new("Tar längst tid", "Takes longest");
    public static readonly Phrase WaitedTitle = new("Väntat", "Waited");
    public static readonly Phrase Nobody = new(
        "Ingen student i urvalet. Alla som har en VFU framför sig hinner få kort och RSid, eller så är ingen VFU anmäld.",
        "No student fits what you chose. All who have a placement to come will have card and RSid in time, or no placement is known.");

    public static readonly Phrase ShowEverybody = new("Visa alla som inte är i tid", "Show all who aren't in time");

    private static readonly Dictionary<ForecastStep, Phrase> Steps = new()
    {
        [ForecastStep.Directory] = new("Granskning och katalogen", "Review and directory"),
        [ForecastStep.Activation] = new("Kortet ska aktiveras", "The card is to be activated"),
        [ForecastStep.Station] = new("Besök på kortstation", "A visit to a card station"),
        [ForecastStep.Card] = new("Kortet tillverkas", "The card is being made"),
        [ForecastStep.PrivateUnit] = new("RSid till den privata enheten", "RSid to the private unit"),
    };

    /// <param name="forecast">One of <see cref="CaseFilter.Forecasts"/>.</param>
    public static Phrase ChoiceOf(string forecast) =>
        Enum.GetValues<ForecastVerdict>().Where(verdict => verdict.Name() == forecast).Select(CaseTexts.ForecastOf).FirstOrDefault() ?? NotInTime;

    public static Phrase StepOf(ForecastStep step) => Steps[step];
}
