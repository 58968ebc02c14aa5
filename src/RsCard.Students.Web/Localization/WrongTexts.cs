namespace RsCard.Students.Web.Localization;

/// <summary>'Something is wrong' on the student's page: what, what to do, and whom to ask (D-17); and what staff read of it.</summary>
public static class WrongTexts
{
    public static readonly Phrase Title = new("Är något fel?", "Is something wrong?");
    public static readonly Phrase Choose = new("Vad gäller det?", "What is it about?");
    public static readonly Phrase Back = new("Min sida", "My page");
    public static readonly Phrase Others = new("Annat som kan vara fel", "Other things that can be wrong");
    public static readonly Phrase Send = new("Skicka", "Send");
    public static readonly Phrase Describe = new("Beskriv vad som är fel", "Describe what is wrong");
    public static readonly Phrase DescribeHint = new("Skriv inget personnummer. Svaret kommer på din sida.", "Write no personal number. The answer comes on your page.");
    public static readonly Phrase TextMissing = new("Skriv vad som är fel, med högst {0} tecken och utan personnummer.", "Write what is wrong, in at most {0} characters and without a personal number.");
    public static readonly Phrase AddressMissing = new("Skriv en e-postadress, som namn@exempel.se.", "Write an e-mail address, such as name@example.se.");

    public static readonly Phrase Name = new("Mitt namn är fel eller ändrat", "My name is wrong or has changed");
    public static readonly Phrase NameSay = new("HSA-gruppen prövar namnet. Blir det godkänt ändras det överallt, och du får ett nytt kort.", "The HSA team decides on the name. If it is approved it is changed everywhere, and you get a new card.");
    public static readonly Phrase Dates = new("Program, datum eller placering är fel", "Programme, dates or placement are wrong");
    public static readonly Phrase DatesSay = new("Din studieadministratör rättar det.", "Your study administrator puts it right.");
    public static readonly Phrase MailAddress = new("Mejlen ska till en annan adress", "Mail is to go to another address");
    public static readonly Phrase MailAddressSay = new("Din studieadministratör ändrar adressen. Sedan får du mejlet med ditt RSid dit.", "Your study administrator changes the address. You then get the mail with your RSid there.");
    public static readonly Phrase NewAddress = new("Ny e-postadress", "New e-mail address");
    public static readonly Phrase OtherPerson = new("Jag är inte den som sidan gäller", "I am not the person this page is about");
    public static readonly Phrase OtherPersonSay = new("Använd inga uppgifter från sidan. Tryck här, så rättar lärosätet adressen.", "Use nothing from this page. Press here, and the university corrects the address.");
    public static readonly Phrase OtherPersonButton = new("Det är inte jag", "This isn't me");
    public static readonly Phrase Home = new("Fel eller ingen folkbokföringsadress", "Wrong or no registered address");
    public static readonly Phrase HomeSay = new("Pinkodskuvertet skickas till din folkbokföringsadress. Du ändrar den hos Skatteverket.", "The PIN envelope is sent to your registered address. You change it at the Swedish Tax Agency.");
    public static readonly Phrase HomeNone = new("Har du ingen adress i Sverige? Tryck här, så hör HSA-gruppen av sig om ett reservkort.", "Do you have no address in Sweden? Press here, and the HSA team answers about a reserve card.");
    public static readonly Phrase HomeButton = new("Jag har ingen svensk adress", "I have no Swedish address");
    public static readonly Phrase Lost = new("Kortet är borta", "My card is lost");
    public static readonly Phrase LostBlock = new("Spärra det genast här. Hittar du det hävs spärren på en kortstation.", "Block it at once here. If you find it, a card station lifts the block.");
    public static readonly Phrase LostNew = new("Hittas det inte beställs ett nytt på en kortstation, för {0} kr.", "If it isn't found, a new one is ordered at a card station, for SEK {0}.");
    public static readonly Phrase LostNone = new("Gå till en kortstation: de ser om ett kort ska spärras.", "Go to a card station: they see whether a card is to be blocked.");
    public static readonly Phrase LostButton = new("Spärra kortet", "Block the card");
    public static readonly Phrase Broken = new("Kortet fungerar inte", "My card doesn't work");
    public static readonly Phrase BrokenSay = new("Gå till en kortstation. Är kortet trasigt beställs ett nytt utan avgift.", "Go to a card station. If the card is damaged, a new one is ordered without a fee.");
    public static readonly Phrase Pin = new("Pinkoden saknas eller är spärrad", "My PIN is missing or blocked");
    public static readonly Phrase PinSay = new("Gå till en kortstation. Ett nytt pinkodskuvert kostar {0} kr och skickas till din folkbokföringsadress.", "Go to a card station. A new PIN envelope costs SEK {0} and is sent to your registered address.");
    public static readonly Phrase Station = new("Jag kan inte hämta kortet där", "I can't fetch the card there");
    public static readonly Phrase StationSay = new("Kortet finns på {0}. När det har kommit dit kan en annan kortstation begära det: fråga där.", "The card belongs to {0}. When it has come there, another card station can send for it: ask there.");
    public static readonly Phrase Login = new("Dator, kortläsare eller inloggning krånglar", "Trouble with computer, card reader or login");
    public static readonly Phrase LoginSay = new("Ring servicedesk {0} (inom regionen {1}).", "Call the service desk {0} (inside the region {1}).");
    public static readonly Phrase Protected = new("Jag har skyddade personuppgifter", "My identity is protected");
    public static readonly Phrase ProtectedSay = new("Skriv ingenting här. Ring systemförvaltningen {0}.", "Write nothing here. Call system management {0}.");
    public static readonly Phrase Other = new("Något annat", "Something else");
    public static readonly Phrase OtherSay = new("HSA-gruppen läser det och svarar.", "The HSA team reads it and answers.");

    public static readonly Phrase Thanks = new("Tack. Det är anmält, och svaret kommer här.", "Thank you. It is reported, and the answer comes here.");
    public static readonly Phrase ThanksName = new("Tack. HSA-gruppen prövar ditt nya namn.", "Thank you. The HSA team decides on your new name.");
    public static readonly Phrase ThanksLost = new("Kortet är spärrat. Det kan hävas på en kortstation.", "The card is blocked. A card station can lift it.");
    public static readonly Phrase Waits = new("Du anmälde det {0}. {1} svarar på din sida.", "You reported it on {0}. {1} answers on your page.");
    public static readonly Phrase Yours = new("Det du har anmält", "What you have reported");
    public static readonly Phrase Waiting = new("Anmält {0}. {1} svarar här.", "Reported on {0}. {1} answers here.");
    public static readonly Phrase Answered = new("Klart {0}.", "Done on {0}.");

    public static readonly Phrase ListTitle = new("Anmälningar", "Reports");
    public static readonly Phrase ListHome = new("Studenter som säger att något är fel", "Students who say that something is wrong");
    public static readonly Phrase ListHint = new("Det här säger studenter är fel. Rätta det där det rättas, och svara sedan.", "This is what students say is wrong. Put it right where that is done, and then answer.");
    public static readonly Phrase ListEmpty = new("Ingen student har sagt att något är fel.", "No student has said that something is wrong.");
    public static readonly Phrase ListMore = new("De {0} som har väntat längst visas.", "The {0} that have waited longest are shown.");
    public static readonly CountedPhrase Waiters = new(new("1 anmälan från en student väntar på svar", "1 report of a student waits for an answer"), new("{0} anmälningar från studenter väntar på svar", "{0} reports of students wait for an answer"));
    public static readonly Phrase What = new("Vad", "What");
    public static readonly Phrase Reported = new("Anmält", "Reported");
    public static readonly Phrase Student = new("Student", "Student");
    public static readonly Phrase Answer = new("Svar till studenten", "Answer to the student");
    public static readonly Phrase AnswerHint = new("Står på studentens sida. Får vara tomt. Inget personnummer.", "Stands on the student's page. May be empty. No personal number.");
    public static readonly Phrase AnswerTooLong = new("Skriv högst {0} tecken, utan personnummer.", "Write at most {0} characters, without a personal number.");
    public static readonly Phrase AnswerButton = new("Det är klart", "It is done");
    public static readonly Phrase AnswerSaid = new("Svaret är sparat. Studenten får ett mejl och läser svaret på sin sida.", "The answer is saved. The student gets a mail and reads the answer on the status page.");
    public static readonly Phrase AnsweredBefore = new("REPORT-001: Någon har redan svarat.", "REPORT-001: Somebody has answered already.");
    public static readonly Phrase AnsweredBy = new("Klart {0}, {1}", "Done {0}, {1}");
    public static readonly Phrase NoneOfStudent = new("Studenten har inte sagt att något är fel.", "The student hasn't said that anything is wrong.");
    public static readonly Phrase GiveAddress = new("Ge studenten en annan e-postadress", "Give the student another e-mail address");

    private static readonly Dictionary<string, Phrase> Kinds = new()
    {
        ["dates"] = Dates,
        ["mail-address"] = MailAddress,
        ["other-person"] = new("Sidan nådde någon annan än studenten", "The page reached somebody else than the student"),
        ["registered-address"] = new("Studenten har ingen svensk folkbokföringsadress", "The student has no Swedish registered address"),
        ["other"] = Other,
    };

    /// <summary>As staff read it.</summary>
    public static Phrase KindOf(string kind) => Kinds[kind];
}
