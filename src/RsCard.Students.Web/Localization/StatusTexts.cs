namespace RsCard.Students.Web.Localization;

/// <summary>The student's own page. Before the month is over nothing here says that a card can be fetched (D-12).</summary>
public static class StatusTexts
{
    public static readonly Phrase Title = new("Din väg till kortet", "Your way to the card");
    public static readonly Phrase Hello = new("Hej {0}!", "Hello {0}!");
    public static readonly Phrase StepOf = new("Steg {0} av 5", "Step {0} of 5");
    public static readonly Phrase Way = new("Hela vägen", "The whole way");
    public static readonly Phrase WayReview = new("Dina uppgifter granskas", "Your data are reviewed");
    public static readonly Phrase WayPhoto = new("Du besöker en kortstation", "You visit a card station");
    public static readonly Phrase WayMade = new("Kortet tillverkas", "The card is made");
    public static readonly Phrase WayFetched = new("Du hämtar kortet", "You fetch the card");
    public static readonly Phrase WayActivated = new("Du aktiverar kortet", "You activate the card");
    public static readonly Phrase WayReady = new("Du är klar för placeringen", "You are ready for the placement");
    public static readonly Phrase RsId = new("Ditt RSid", "Your RSid");
    public static readonly Phrase RsIdNote = new(
        "Med det loggar du in i regionens system. Lösenordet får du på enheten, med handledarens hjälp.",
        "You log in to the region's systems with it. You get the password at the unit, with your supervisor's help.");

    public static readonly Phrase Now = new("Gör så här nu", "What to do now");
    public static readonly Phrase Where = new("Var", "Where");
    public static readonly Phrase ClosedDays = new("Stängt {0}", "Closed {0}");
    public static readonly Phrase Bring = new("Ta med", "Bring");
    public static readonly Phrase Code = new("Din kod", "Your code");
    public static readonly Phrase CodeHow = new("Visa den vid disken.", "Show it at the counter.");
    public static readonly Phrase Then = new("Sedan", "What happens next");
    public static readonly Phrase Ask = new("Frågor", "Questions");

    public static readonly Phrase ReviewTitle = new("Dina uppgifter granskas", "Your data are reviewed");
    public static readonly Phrase ReviewNow = new("Du behöver inte göra något. HSA-gruppen går igenom uppgifterna från ditt lärosäte.", "You need not do anything. The HSA team goes through the data from your university.");
    public static readonly Phrase ReviewThen = new("Du får ett mejl när du kan gå vidare.", "You get a mail when you can go on.");
    public static readonly Phrase PhotoTitle = new("Åk till en kortstation", "Go to a card station");
    public static readonly Phrase PhotoNow = new("Ansök om kortet och bli fotograferad, vid vilken kortstation du vill.", "Apply for the card and be photographed, at any card station.");
    public static readonly Phrase PhotoBring = new("En giltig ID-handling.", "A valid ID document.");
    public static readonly Phrase PhotoThen = new(
        "Kortet tar minst en månad. Du hämtar det på samma station, så välj en som du kommer tillbaka till.",
        "The card takes at least a month. You will fetch it at the same station, so choose one you will come back to.");

    public static readonly Phrase ReserveCardNow = new("Hämta ett reservkort, vid vilken kortstation du vill. Du får det med dig samma dag.", "Get a reserve card, at any card station. You take it with you the same day.");
    public static readonly Phrase ReserveCardCompanion = new(
        "En ansvarig person från ditt lärosäte ska följa med och visa en giltig svensk ID-handling.",
        "A responsible person from your university must come with you, and show a valid Swedish ID document.");

    public static readonly Phrase ReserveCardBring = new("Ditt pass. Det måste vara giltigt.", "Your passport. It must be valid.");
    public static readonly Phrase RenewalTitle = new("Förnya reservkortet", "Renew the reserve card");
    public static readonly Phrase RenewalNow = new(
        "Certifikatet på ditt reservkort gäller till och med {0}. Förnya det före dess, på en kortstation eller med handledarens hjälp.",
        "The certificate on your reserve card is valid through {0}. Renew it before that, at a card station or with your supervisor's help.");

    public static readonly Phrase MonthTitle = new("Kortet tillverkas", "The card is being made");
    public static readonly Phrase MonthNow = new("Du behöver inte göra något. Det tar minst en månad från fotot.", "You need not do anything. It takes at least a month from the photo.");
    public static readonly Phrase MonthExpected = new("Kortet väntas till {0} tidigast {1}.", "The card is expected at {0} on {1} at the earliest.");
    public static readonly Phrase MonthThen = new(
        "Pinkodskuvertet skickas till din folkbokföringsadress. Du får ett mejl när nästa steg börjar.",
        "The PIN envelope is sent to your registered address. You get a mail when the next step begins.");

    public static readonly Phrase PickupTitle = new("Hämta kortet", "Fetch the card");
    public static readonly Phrase PickupExpected = new("Kortet bör nu finnas på stationen.", "The card should be at the station now.");
    public static readonly Phrase PickupArrived = new("Kortet har kommit till stationen.", "The card has come to the station.");
    public static readonly Phrase PickupNow = new(
        "Hämta det när pinkodskuvertet har kommit. Bara stationen där du fotograferades kan lämna ut det.",
        "Fetch it when the PIN envelope has come. Only the station that took your photo can hand it over.");

    public static readonly Phrase PickupBring = new("En giltig ID-handling och pinkodskuvertet.", "A valid ID document and the PIN envelope.");
    public static readonly Phrase PickupLost = new(
        "Har kuvertet inte kommit eller kommit bort? Ett nytt beställs på en kortstation och kostar {0} kr.",
        "Has the envelope not come, or is it lost? A new one is ordered at a card station and costs SEK {0}.");

    public static readonly Phrase ReadyTitle = new("Du är klar", "You are ready");
    public static readonly Phrase ReadyCard = new("Du har ditt kort. Ta med det och pinkoden till din placering.", "You have your card. Take it and the PIN to your placement.");
    public static readonly Phrase ReadyOwnCard = new(
        "Använd kortet du redan har. Se efter i Net iD (administration, vid ikonen) att det gäller hela perioden.",
        "Use the card you already have. See in Net iD (administration, by its icon) that it is valid for the whole period.");

    public static readonly Phrase ReadyPrivate = new(
        "Din placering är hos en privat enhet: skicka ditt RSid dit senast {0}. Enheten beställer fjärråtkomst (VDI).",
        "Your placement is at a private unit: send your RSid there no later than {0}. The unit orders remote access (VDI).");

    public static readonly Phrase ReadyLost = new("Tappat kort spärras genast på en kortstation. Ett nytt kostar {0} kr.", "A lost card is blocked at once at a card station. A new one costs SEK {0}.");
    public static readonly Phrase ClosedTitle = new("Ärendet är avslutat", "The case is closed");
    public static readonly Phrase ClosedNow = new("Har du kortet kvar? Lämna det på en kortstation.", "Do you still have the card? Leave it at a card station.");

    public static readonly Phrase AskHsa = new("Lista, RSid, namn", "List, RSid, name");
    public static readonly Phrase AskStation = new("Kort, foto, PIN", "Card, photo, PIN");
    public static readonly Phrase AskStationWho = new("en kortstation", "a card station");
    public static readonly Phrase AskDesk = new("Dator, kortläsare, inloggning", "Computer, card reader, login");
    public static readonly Phrase AskDeskInside = new("{0} (inom regionen {1})", "{0} (inside the region {1})");
    public static readonly Phrase AskProtected = new("Skyddade personuppgifter", "Protected identity");
    public static readonly Phrase AskProtectedWho = new("systemförvaltningen {0}", "system management {0}");
    public static readonly Phrase AskDentist = new("Privat tandvård", "Private dentists");
    public static readonly Phrase AskProgramme = new("Program och datum", "Programme and dates");
    public static readonly Phrase AskCardDay = new("Kortets sista dag", "The card's last day");
    public static readonly Phrase AskCardDayHow = new("Net iD, administration, vid ikonen", "Net iD, administration, by its icon");
    public static readonly Phrase AskProgrammeWho = new("din studieadministratör", "your study administrator");

    public static readonly Phrase Parked = new(
        "Du har studieuppehåll sedan {0}. Ingenting brådskar: vi räknar inga dagar och skickar inga påminnelser. När du kommer tillbaka, fråga din studieadministratör om din registrering förlängs.",
        "You have a break in your studies since {0}. Nothing is urgent: we count no days and send no reminders. When you come back, ask your study administrator whether your registration is extended.");

    public static readonly Phrase IHaveRead = new("Jag har läst", "I have read this");
    public static readonly Phrase HasRead = new("Tack, vi vet att du har läst.", "Thank you, we know that you have read this.");
    public static readonly Phrase WhyRead = new("Tryck så att vi slipper påminna dig.", "Press, and we need not remind you.");
}
