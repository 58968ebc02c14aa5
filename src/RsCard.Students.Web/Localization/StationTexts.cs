namespace RsCard.Students.Web.Localization;

/// <summary>The counter of a card station.</summary>
public static class StationTexts
{
    public static readonly Phrase Title = new("Kortstation", "Card station");
    public static readonly Phrase ChooseStation = new("Vilken station är du på?", "Which station are you at?");
    public static readonly Phrase OtherStation = new("Byt station", "Change station");
    public static readonly Phrase Find = new("RSid, personnummer eller studentens kod", "RSid, personal number or the student's code");
    public static readonly Phrase FindButton = new("Hitta studenten", "Find the student");
    public static readonly Phrase NotFound = new(
        "STATION-005: Ingen student hittades. Kontrollera numret. Hittar du ändå ingen, be studenten höra av sig till {0}.",
        "STATION-005: No student was found. Check the number. If there still is none, ask the student to contact {0}.");

    public static readonly Phrase CodeNotFound = new(
        "STATION-009: Koden gäller inte. Be studenten öppna länken i det senaste mejlet, eller sök på RSid eller personnummer.",
        "STATION-009: The code isn't valid. Ask the student to open the link in the latest mail, or search by RSid or personal number.");

    public static readonly Phrase Today = new("Dagens lista", "Today's list");
    public static readonly Phrase ServedTitle = new("Registrerat här i dag", "Registered here today");
    public static readonly Phrase ServedNone = new("Inget är registrerat här i dag.", "Nothing has been registered here today.");
    public static readonly Phrase ServedMore = new("De {0} senaste visas.", "The latest {0} are shown.");
    public static readonly Phrase Time = new("Tid", "Time");
    public static readonly Phrase Student = new("Student", "Student");
    public static readonly Phrase What = new("Vad", "What");
    public static readonly Phrase ServedBy = new("Av", "By");
    public static readonly Phrase Undoable = new("Kan ångras till {0}", "Can be undone until {0}");
    public static readonly Phrase ToFetchTitle = new("Kort att hämta här ({0})", "Cards to be fetched here ({0})");
    public static readonly Phrase ToFetchNone = new("Inget kort kan hämtas här nu.", "No card can be fetched here now.");
    public static readonly Phrase ToFetchMore = new("De {0} nyaste visas. Sök efter de andra.", "The newest {0} are shown. Search for the others.");
    public static readonly Phrase IsHere = new("Har kommit", "Has come");
    public static readonly Phrase ShouldBeHere = new("Bör finnas här", "Should be here");
    public static readonly Phrase State = new("Läge", "State");
    public static readonly Phrase SinceDay = new("Sedan", "Since");

    public static readonly Phrase Several = new("Studenten har flera ärenden", "The student has several cases");
    public static readonly Phrase BirthDate = new("Född", "Born");
    public static readonly Phrase Where = new("Står nu", "Stands now");
    public static readonly Phrase Photo = new("Foto", "Photo");
    public static readonly Phrase Document = new("ID-handling", "ID document");
    public static readonly Phrase WhichPhoto = new("Vilket foto?", "Which photo?");
    public static readonly Phrase ValidTo = new("Sista giltighetsdag", "Last valid day");
    public static readonly Phrase Taken = new("Nytt foto taget", "New photo taken");
    public static readonly Phrase Reused = new("Foto på fil används", "Photo on file is used");
    public static readonly Phrase CameraStart = new("Ta bild med kameran", "Take a picture with the camera");
    public static readonly Phrase CameraTake = new("Ta bilden", "Take the picture");
    public static readonly Phrase CameraAgain = new("Ta om bilden", "Take it again");
    public static readonly Phrase CameraDrop = new("Utan bild", "Without a picture");
    public static readonly Phrase CameraKept = new("Bilden följer med när du registrerar fotot.", "The picture goes along when you register the photo.");
    public static readonly Phrase CameraBroken = new("Kameran kunde inte startas. Registrera fotot som taget.", "The camera could not be started. Register the photo as taken.");
    public static readonly Phrase CameraPicture = new("Bilden som togs", "The picture that was taken");
    public static readonly Phrase ShowPicture = new("Visa bilden (antecknas)", "Show the picture (it is noted)");
    public static readonly Phrase Register = new("Registrera fotot", "Register the photo");
    public static readonly Phrase SendBack = new("Skicka tillbaka till HSA-gruppen", "Send back to the HSA team");
    public static readonly Phrase SendBackHint = new(
        "När studenten inte hittas i katalogen eller står i fel kategori.",
        "When the student can't be found in the directory, or stands in the wrong category.");

    public static readonly Phrase UndoUntil = new("Kan ångras till {0}", "Can be undone until {0}");
    public static readonly Phrase UndoBy = new("Registrerat av {0} {1}. Därefter går ärendet vidare av sig självt.", "Registered by {0} at {1}. After that the case goes on by itself.");
    public static readonly Phrase Undo = new("Ångra", "Undo");
    public static readonly Phrase Undone = new("Ångrat. Inget är registrerat.", "Undone. Nothing is registered.");
    public static readonly Phrase UndoneTooLate = new("Det var för sent att ångra: det är redan verkställt.", "It was too late to undo: it has been carried out already.");
    public static readonly Phrase OnItsWay = new("På väg hit", "On its way here");
    public static readonly Phrase RefusedLater = new("Kunde inte verkställas", "Could not be carried out");
    public static readonly Phrase RefusedLaterText = new("Det här registrerade du, men något hade ändrats när det skulle verkställas. Öppna studenten och gör om det.", "You registered this, but something had changed when it was to be carried out. Open the student and do it again.");
    public static readonly Phrase Arrived = new("Kortet har kommit", "The card has come");
    public static readonly Phrase Delay = new("Kortet är försenat", "The card is delayed");
    public static readonly Phrase NewDate = new("Nytt datum", "New date");
    public static readonly Phrase HandOverTitle = new("Utlämning", "Hand-over");
    public static readonly Phrase RegisterDelay = new("Registrera förseningen", "Register the delay");
    public static readonly Phrase HandOver = new("Lämna ut kortet", "Hand the card over");
    public static readonly Phrase HandOverCheck = new("Kontrollera ID-handling och pinkodskuvert.", "Check ID document and PIN envelope.");
    public static readonly Phrase NotBefore = new("Kortet kan lämnas ut tidigast {0}.", "The card can be handed over on {0} at the earliest.");
    public static readonly Phrase NotSentBefore = new("Kortet skickas hem tidigast {0}. Därefter aktiveras det vid disken.", "The card is sent home on {0} at the earliest. After that it is activated at the counter.");
    public static readonly Phrase WrongStation = new(
        "Kortet ska hämtas där fotot togs: {0}. Hänvisa studenten dit.",
        "The card is fetched where the photo was taken: {0}. Send the student there.");

    public static readonly Phrase ReserveCard = new("Reservkort", "Reserve card");
    public static readonly Phrase ReserveCardCheck = new(
        "Kontrollera studentens pass och den medföljande personens svenska ID-handling.",
        "Check the student's passport and the companion's Swedish ID document.");

    public static readonly Phrase ReserveCardCheckDocument = new("Kontrollera studentens ID-handling.", "Check the student's ID document.");
    public static readonly Phrase Serial = new("Kortets serienummer", "Serial number of the card");
    public static readonly Phrase Companion = new("Ansvarig person från lärosätet", "Responsible person from the institution");
    public static readonly Phrase CompanionName = new("Namn", "Name");
    public static readonly Phrase CompanionIsSwedish = new("ID-handlingen är svensk", "The ID document is Swedish");
    public static readonly Phrase HandOverReserveCard = new("Lämna ut reservkortet", "Hand the reserve card over");
    public static readonly Phrase Renewal = new("Reservkortets certifikat", "The reserve card's certificate");
    public static readonly Phrase RenewalHint = new("Registrera när certifikatet är förnyat på kortet.", "Register it when the certificate on the card has been renewed.");
    public static readonly Phrase Renew = new("Certifikatet är förnyat", "The certificate is renewed");
    public static readonly Phrase Transfer = new("Begär hit kortet", "Ask for the card here");
    public static readonly Phrase TransferHint = new("Kortet skickas hit, och hämtas sedan här. Studenten får mejl när det bör ha kommit.", "The card is sent here and fetched here. The student gets a mail when it should have come.");
    public static readonly Phrase ActivateTitle = new("Aktivering", "Activation");
    public static readonly Phrase Activate = new("Aktivera kortet", "Activate the card");
    public static readonly Phrase ActivateCheck = new("Kontrollera ID-handling och kort. Studenten väljer pinkod här.", "Check ID document and card. The student chooses a PIN here.");
    public static readonly Phrase Lost = new("Kortet är borta", "The card is lost");
    public static readonly Phrase LostHow = new("Kan det hittas?", "May it be found?");
    public static readonly Phrase LostForNow = new("Det kan hittas: spärra tills vidare", "It may be found: block it for now");
    public static readonly Phrase LostForGood = new("Det hittas inte: spärra för gott och beställ nytt, mot avgift", "It won't be found: block it for good and order a new one, for a fee");
    public static readonly Phrase LostChoice = new("Välj om kortet kan hittas.", "Choose whether the card may be found.");
    public static readonly Phrase Block = new("Spärra kortet", "Block the card");
    public static readonly Phrase Found = new("Kortet är hittat", "The card is found");
    public static readonly Phrase FoundHint = new("Spärren hävs, och kortet gäller igen.", "The block is lifted, and the card is valid again.");
    public static readonly Phrase Lift = new("Häv spärren", "Lift the block");
    public static readonly Phrase Damaged = new("Kortet är trasigt", "The card is damaged");
    public static readonly Phrase DamagedHint = new("Utan avgift.", "Without a fee.");
    public static readonly Phrase Replace = new("Beställ ett nytt kort", "Order a new card");
    public static readonly Phrase Return = new("Kortet lämnas tillbaka", "The card is given back");
    public static readonly Phrase ReturnHint = new("Klipp genom chippet. Kortet avregistreras.", "Cut it through the chip. The card is deregistered.");
    public static readonly Phrase RegisterReturn = new("Registrera återlämningen", "Register the return");
    public static readonly Phrase PinTitle = new("Pinkodskuvert", "PIN envelope");
    public static readonly Phrase Pin = new("Beställ nytt pinkodskuvert", "Order a new PIN envelope");
    public static readonly Phrase PinHint = new("Mot avgift. Det skickas till folkbokföringsadressen.", "For a fee. It is posted to the registered address.");
    public static readonly Phrase DestroyTitle = new("Avbruten beställning", "Cancelled order");
    public static readonly Phrase Destroy = new("Registrera som förstört", "Register as destroyed");
    public static readonly Phrase DestroyHint = new("Ligger kortet här ska det förstöras.", "If the card lies here, destroy it.");

    public static readonly Phrase NothingToDo = new("Det finns inget att göra vid disken nu.", "There is nothing to do at the counter now.");
    public static readonly Phrase Next = new("Nästa student", "Next student");
    public static readonly Phrase DocumentMissing = new("Välj vilken ID-handling som visades.", "Choose which ID document was shown.");
    public static readonly Phrase DateMissing = new("Skriv datumet som ÅÅÅÅ-MM-DD.", "Write the date as YYYY-MM-DD.");

    private static readonly Dictionary<string, Phrase> Documents = new()
    {
        ["passport"] = new("Pass", "Passport"),
        ["national-id"] = new("Nationellt id-kort", "National identity card"),
        ["driving-licence"] = new("Körkort", "Driving licence"),
        ["id-card"] = new("Id-kort (Skatteverket, bank, SIS)", "Identity card (Tax Agency, bank, SIS)"),
    };

    private static readonly Dictionary<string, Phrase> Acts = new()
    {
        ["photo"] = Photo,
        ["hand-over"] = new("Kort utlämnat", "Card handed over"),
        ["activation"] = new("Kort aktiverat", "Card activated"),
        ["reserve-card"] = new("Reservkort utlämnat", "Reserve card handed over"),
    };

    /// <summary>What was registered, in the list of the day.</summary>
    public static Phrase ActOf(string what) => Acts.TryGetValue(what, out var text) ? text : new(what, what);

    public static Phrase DocumentOf(string kind) => Documents.TryGetValue(kind, out var text) ? text : new(kind, kind);
}
