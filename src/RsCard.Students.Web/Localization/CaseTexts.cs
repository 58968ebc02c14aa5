using RsCard.Students.Cases;
using RsCard.Students.Mail;
using RsCard.Students.Submissions;

namespace RsCard.Students.Web.Localization;

/// <summary>Cases, mails, and work behind them.</summary>
public static class CaseTexts
{
    public static readonly Phrase Title = new("Ärende", "Case");
    public static readonly Phrase FindTitle = new("Ärenden", "Cases");
    public static readonly Phrase Find = new("Sök på namn, RSid eller personnummer", "Find by name, RSid or personal number");
    public static readonly Phrase NameFilter = new("Namn", "Name");
    public static readonly Phrase Any = new("Alla", "All");
    public static readonly Phrase Sort = new("Sortera efter", "Sort by");
    public static readonly Phrase OverdueOnly = new("Bara försenade", "Overdue only");
    public static readonly Phrase Show = new("Visa", "Show");
    public static readonly Phrase ShowAll = new("Visa alla, även avslutade", "Show all, closed ones too");
    public static readonly Phrase NoneFits = new("Ingen student passar det du valde.", "No student fits what you chose.");
    public static readonly Phrase FindButton = new("Sök", "Find");
    public static readonly Phrase NotFound = new("Ingen student hittades. Kontrollera numret.", "No student was found. Check the number.");
    public static readonly CountedPhrase Several = new(new("1 ärende", "1 case"), new("{0} ärenden", "{0} cases"));
    public static readonly Phrase Empty = new("Inga ärenden än. De kommer när en lista har skickats.", "No cases yet. They come when a list has been sent.");
    public static readonly Phrase OpenSteps = new("Öppna steg", "Open steps");
    public static readonly Phrase NoSteps = new("Inget steg är öppet.", "No step is open.");
    public static readonly Phrase Parked = new("Studieuppehåll", "Break in studies");
    public static readonly Phrase ParkedSince = new("sedan {0}: {1}. Dagar räknas inte och påminnelser skickas inte.", "since {0}: {1}. No days are counted and no reminders sent.");
    public static readonly Phrase Forecast = new("Prognos", "Forecast");
    public static readonly Phrase ForecastLine = new("till placeringen {0}: klar {1} om inget drar ut på tiden", "for the placement on {0}: ready on {1} if nothing takes longer");
    public static readonly Phrase EndedInBreak = new("Perioden slutade under uppehållet. Studenten ska fråga dig om registreringen förlängs.", "The period ended during the break. The student will ask you whether the registration is extended.");
    public static readonly Phrase EndedInBreakTitle = new("Perioden slutade under ett studieuppehåll", "The period ended during a break in studies");
    public static readonly Phrase InTime = new("i tid", "in time");
    public static readonly Phrase AtRisk = new("osäkert", "at risk");
    public static readonly Phrase TooLate = new("för sent", "too late");
    public static readonly Phrase RsId = new("RSid", "RSid");
    public static readonly Phrase Entry = new("Post i katalogen", "Entry in the directory");
    public static readonly Phrase NoEntry = new("ingen än", "none yet");
    public static readonly Phrase NoCard = new("inget än", "none yet");
    public static readonly Phrase CardBefore = new("har ett sedan tidigare", "has one from before");
    public static readonly Phrase CardBeforeLine = new("{0}, från tidigare, giltigt till {1}", "{0}, from before, valid to {1}");
    public static readonly Phrase ReserveCardLine = new("reservkort, {0}, {1}, certifikat till {2}", "reserve card, {0}, {1}, certificate until {2}");
    public static readonly Phrase SentHome = new("skickas hem", "is sent home");
    public static readonly Phrase ValidTo = new("gäller till {0}", "valid until {0}");
    public static readonly Phrase CardLine = new("{0}, {1}, foto {2}, väntas {3}", "{0}, {1}, photo {2}, expected {3}");
    public static readonly Phrase HandedOver = new("utlämnat {0}", "handed over {0}");
    public static readonly Phrase WithPhoto = new("med foto", "with photo");
    public static readonly Phrase WithoutPhoto = new("utan foto", "without photo");
    public static readonly Phrase RsIdMailed = new("RSid mejlat", "RSid mailed");
    public static readonly Phrase Mails = new("Mejl", "Mails");
    public static readonly Phrase NoMails = new("Inga mejl än.", "No mails yet.");
    public static readonly Phrase MailSent = new("skickat", "sent");
    public static readonly Phrase MailComposed = new("skrivet, inte skickat än", "written, not sent yet");
    public static readonly Phrase MailRefused = new("avvisat av mottagarens server", "refused by the recipient's server");
    public static readonly Phrase MailCancelled = new("inställt", "cancelled");
    public static readonly Phrase MailTitle = new("Mejl som det skickades", "Mail as sent");
    public static readonly Phrase To = new("Till", "To");
    public static readonly Phrase Subject = new("Ämne", "Subject");
    public static readonly Phrase MailAsHtml = new("Visa HTML-delen", "Show the HTML part");
    public static readonly Phrase LinkHidden = new("Den hemliga länken visas aldrig här: i kopian står en platshållare.", "The secret link is never shown here: the copy has a placeholder.");
    public static readonly Phrase Charts = new("Var ärendet står i flödet", "Where the case stands in its flow");
    public static readonly Phrase ChartNote = new("Tjock ram: här. Bock: klart. Rutorna heter som i definitionen.", "Heavy frame: here. Tick: done. Boxes are named as in the definition.");
    public static readonly Phrase ChartAsList = new("Samma som lista", "The same as a list");
    public static readonly Phrase StepDone = new("klart", "done");
    public static readonly Phrase StepHere = new("här", "here");
    public static readonly Phrase StepNot = new("inte än", "not yet");
    public static readonly Phrase Trail = new("Händelser", "Audit trail");
    public static readonly Phrase Who = new("Vem", "Who");
    public static readonly Phrase What = new("Vad", "What");
    public static readonly Phrase Facts = new("Uppgifter", "Facts");
    public static readonly Phrase MoreTrail = new("De {0} senaste visas.", "The newest {0} are shown.");

    public static readonly Phrase OwnTitle = new("Mina studenter", "My students");
    public static readonly Phrase OwnEmpty = new("Inga studenter än. De kommer när du har skickat en lista.", "No students yet. They come when you have sent a list.");
    public static readonly Phrase OwnNote = new("Mejlet med RSid kan hamna i studentens skräppost.", "The mail with the RSid may land in the student's spam folder.");
    public static readonly Phrase AskedTitle = new("HSA-gruppen frågar", "The HSA team asks");
    public static readonly Phrase RejectedTitle = new("HSA-gruppen har avslagit", "The HSA team has rejected");
    public static readonly Phrase Answer = new("Ditt svar", "Your answer");
    public static readonly Phrase SendAnswer = new("Skicka svaret", "Send the answer");
    public static readonly Phrase Answered = new("Svaret är skickat. Ärendet är tillbaka hos HSA-gruppen.", "The answer is sent. The case is back with the HSA team.");
    public static readonly Phrase NothingAsked = new("Frågan är redan besvarad.", "The question is answered already.");

    public static readonly Phrase WorkTitle = new("Drift", "Operations");
    public static readonly Phrase Running = new("{0} flöden pågår. {1} väntar på en dag ({2} är inne), nästa {3}.", "{0} flows are running. {1} wait for a day ({2} due), the next {3}.");
    public static readonly Phrase Kind = new("Slag", "Kind");
    public static readonly Phrase Due = new("På tur", "Due");
    public static readonly Phrase Retrying = new("Väntar på nytt försök", "Waiting for a retry");
    public static readonly Phrase Leased = new("Pågår", "In progress");
    public static readonly Phrase Dead = new("Misslyckades", "Failed");
    public static readonly Phrase NextTry = new("Nästa försök", "Next try");
    public static readonly Phrase LastCode = new("Senaste kod", "Last code");
    public static readonly Phrase Idle = new("Inget väntar.", "Nothing waits.");
    public static readonly Phrase Incidents = new("Det som behöver lagas", "What needs mending");
    public static readonly Phrase NoIncidents = new("Inget.", "Nothing.");
    public static readonly Phrase Attempts = new("Försök", "Attempts");
    public static readonly Phrase SendMailAgain = new("Skicka mejlet med RSid igen", "Send the mail with the RSid again");
    public static readonly Phrase SentAgain = new("Mejlet med RSid skickas igen.", "The mail with the RSid is sent again.");
    public static readonly Phrase JustSent = new("Ett mejl med RSid är på väg eller skickades nyss. Vänta några minuter.", "A mail with the RSid is on its way or has just been sent. Wait a few minutes.");
    public static readonly Phrase NothingToSend = new("Det finns inget RSid att skicka.", "There is no RSid to send.");
    public static readonly Phrase Retry = new("Försök igen", "Try again");
    public static readonly Phrase Retried = new("Det försöks igen. Ladda om sidan om en stund.", "It is being tried again. Reload the page in a moment.");
    public static readonly Phrase RetryGone = new("Det är redan omhändertaget.", "It has been taken care of already.");

    /// <param name="state">As the database has it.</param>
    public static Phrase MailState(string state) => state switch
    {
        "sent" => MailSent,
        "composed" => MailComposed,
        "refused" => MailRefused,
        "cancelled" => MailCancelled,
        _ => new(state, state),
    };

    public static Phrase SaidOf(SendAgain result) => result switch
    {
        SendAgain.Ordered => SentAgain,
        SendAgain.JustSent => JustSent,
        _ => NothingToSend,
    };

    public static Phrase ForecastOf(ForecastVerdict verdict) => verdict switch
    {
        ForecastVerdict.InTime => InTime,
        ForecastVerdict.AtRisk => AtRisk,
        _ => TooLate,
    };

    public static Phrase StateOf(string state) => state switch
    {
        CaseFilter.Closed => new("Avslutade", "Closed"),
        CaseFilter.All => new("Alla", "All"),
        _ => new("Pågående", "Open"),
    };

    public static Phrase SortOf(string sort) => sort switch
    {
        CaseFilter.ByWaiting => new("Väntat längst", "Waited longest"),
        CaseFilter.ByDue => new("Närmast sin dag", "Due first"),
        CaseFilter.ByPlacement => new("Placeringens första dag", "First day of the placement"),
        CaseFilter.ByName => new("Namn", "Name"),
        _ => new("Nyast först", "Newest first"),
    };
}
