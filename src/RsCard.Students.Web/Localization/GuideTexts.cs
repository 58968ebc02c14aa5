namespace RsCard.Students.Web.Localization;

/// <summary>What the student's page says of each step that the case can stand at, beside the ordinary path (<see cref="StatusTexts"/>).</summary>
public static class GuideTexts
{
    public static readonly Phrase Also = new("Dessutom", "Also");
    public static readonly Phrase NothingToDo = new("Du behöver inte göra något.", "You need not do anything.");

    public static readonly Phrase Asked = new("HSA-gruppen har en fråga om dina uppgifter till ditt lärosäte. Du behöver inte göra något.", "The HSA team has asked your university about your data. You need not do anything.");

    public static readonly Phrase CopyTitle = new("Ditt lärosäte skickar en kopia av ditt pass", "Your university sends a copy of your passport");
    public static readonly Phrase CopyNow = new(
        "Visa ditt giltiga pass för en ansvarig lärare, som vidimerar en kopia. Studieadministratören skickar den till oss.",
        "Show your valid passport to a responsible teacher, who certifies a copy. Your study administrator sends it to us.");

    public static readonly Phrase CopyThen = new("HSA-gruppen kontrollerar kopian. Är den rätt får du ett mejl med ditt RSid.", "The HSA team verifies the copy. If it is right, you get a mail with your RSid.");
    public static readonly Phrase CopyDecisionTitle = new("Kopian av ditt pass kontrolleras", "The copy of your passport is verified");
    public static readonly Phrase CopyDecisionNow = new("HSA-gruppen har fått kopian. Du behöver inte göra något.", "The HSA team has got the copy. You need not do anything.");

    public static readonly Phrase ActivationTitle = new("Ditt kort aktiveras", "Your card is being activated");
    public static readonly Phrase ActivationToOrder = new(
        "Du har redan ett kort, men det är inte aktivt. HSA-gruppen beställer aktivering. Du behöver inte göra något.",
        "You have a card already, but it isn't active. The HSA team orders its activation. You need not do anything.");

    public static readonly Phrase ActivationOrdered = new(
        "It-avdelningen aktiverar kortet du redan har. Det bör vara klart {0}. Du behöver inte göra något.",
        "The IT department activates the card you already have. It should be done on {0}. You need not do anything.");

    public static readonly Phrase ActivationThen = new("Du får ett mejl när kortet fungerar.", "You get a mail when the card works.");

    public static readonly Phrase Delayed = new("Kortet väntas till {0} tidigast {1}. Hämta det inte före dess.", "The card is expected at {0} on {1} at the earliest. Don't fetch it before that.");
    public static readonly Phrase DelayedThen = new("Du får ett mejl när kortet bör finnas på stationen.", "You get a mail when the card should be at the station.");

    public static readonly Phrase HomeMonthNow = new(
        "Du behöver inte göra något. Det tar minst en månad från fotot. Kortet skickas sedan till din folkbokföringsadress, tidigast {0}.",
        "You need not do anything. It takes at least a month from the photo. The card is then sent to your registered address, on {0} at the earliest.");

    public static readonly Phrase HomeDelayed = new("Kortet dröjer. Det skickas till din folkbokföringsadress, tidigast {0}.", "The card takes longer. It is sent to your registered address, on {0} at the earliest.");
    public static readonly Phrase HomeThen = new("Du får ett mejl när kortet är skickat. Då aktiverar du det på en kortstation.", "You get a mail when the card is sent. Then you activate it at a card station.");
    public static readonly Phrase HomeTitle = new("Aktivera kortet", "Activate the card");
    public static readonly Phrase HomeNow = new(
        "Kortet skickas till din folkbokföringsadress. När det har kommit, ta med det till vilken kortstation du vill.",
        "The card is sent to your registered address. When it has come, take it to any card station.");

    public static readonly Phrase HomePin = new("Där väljer du din pinkod själv. Något pinkodskuvert kommer inte.", "There you choose your PIN yourself. No PIN envelope comes.");
    public static readonly Phrase HomeBring = new("Kortet och en giltig ID-handling.", "The card and a valid ID document.");

    public static readonly Phrase Certificate = new("Kortet gäller till och med {0}. I god tid innan får du ett mejl om hur du förnyar det.", "The card is valid through {0}. In good time before, a mail tells you how to renew it.");
    public static readonly Phrase StillValid = new("Kortet du har gäller till och med {0}. Använd det så länge.", "The card you have is valid through {0}. Use it meanwhile.");
    public static readonly Phrase NotValidTitle = new("Ditt kort gäller inte", "Your card isn't valid");
    public static readonly Phrase NotValidNow = new(
        "Kortets läge: {0}. Ska du fortsätta din utbildning, fråga din studieadministratör om ett nytt kort.",
        "The card's state: {0}. If you go on with your studies, ask your study administrator about a new card.");

    public static readonly Phrase SuspendedTitle = new("Ditt kort är spärrat tills vidare", "Your card is blocked for now");
    public static readonly Phrase SuspendedFound = new("Hittar du kortet: säg till på en kortstation, så gäller det igen.", "If you find the card, tell a card station, and it is valid again.");
    public static readonly Phrase SuspendedLost = new("Är det borta för gott: säg till på en kortstation. Ett nytt kostar {0} kr.", "If it is gone for good, tell a card station. A new one costs SEK {0}.");
    public static readonly Phrase SuspendedLostFree = new("Är det borta för gott: säg till på en kortstation, så får du ett nytt.", "If it is gone for good, tell a card station, and you get a new one.");

    public static readonly Phrase ReturnTitle = new("Lämna tillbaka kortet", "Give the card back");
    public static readonly Phrase ReturnNow = new(
        "Du behöver inte kortet mer. Klipp genom chippet, och lämna det på vilken kortstation du vill eller skicka det dit.",
        "You don't need the card any more. Cut it through the chip, and leave it at any card station, or send it there.");

    public static readonly Phrase ReturnBy = new("Gör det senast {0}.", "Do it no later than {0}.");
    public static readonly Phrase ReturnHired = new(
        "Har Region Skåne anställt dig behåller du kortet: skriv till {0}. En privat vårdgivare räknas inte.",
        "If Region Skåne has employed you, you keep the card: write to {0}. A private care provider doesn't count.");

    public static readonly Phrase PinTitle = new("Ett nytt pinkodskuvert är på väg", "A new PIN envelope is on its way");
    public static readonly Phrase PinNow = new("Det skickas till din folkbokföringsadress och bör ha kommit {0}. Det kostar {1} kr.", "It is sent to your registered address and should have come by {0}. It costs SEK {1}.");

    public static readonly Phrase NameTitle = new("Ditt nya namn", "Your new name");
    public static readonly Phrase NameNow = new(
        "HSA-gruppen beslutar om namnet. Du behöver inte göra något. Godkänns det får du ett mejl om nytt kort; tills dess gäller det du har.",
        "The HSA team decides on the name. You need not do anything. If it is approved you get a mail about a new card; until then the one you have counts.");

    public static readonly Phrase AddressTitle = new("Din e-postadress fungerar inte", "Your e-mail address doesn't work");
    public static readonly Phrase AddressNow = new(
        "Mejl till dig kommer tillbaka. Säg till din studieadministratör vilken adress du använder, så skickas de igen.",
        "Mail to you comes back. Tell your study administrator which address you use, and it is sent again.");

    public static readonly Phrase UnitTitle = new("Skicka ditt RSid till enheten", "Send your RSid to the unit");
    public static readonly Phrase UnitAddressTitle = new("Vi vet inte vart enhetens mejl ska gå", "We don't know where to write to the unit");
    public static readonly Phrase UnitAddressNow = new(
        "Fyll i enhetens e-postadress längre ner, eller be din studieadministratör. Utan den kan enheten inte beställa fjärråtkomst (VDI) i tid.",
        "Fill in the unit's e-mail address further down, or ask your study administrator. Without it the unit can't order remote access (VDI) in time.");

    public static readonly Phrase UnitAddressWrongTitle = new("Vår mejl till enheten kom inte fram", "Our mail to the unit didn't arrive");
    public static readonly Phrase UnitAddressWrongNow = new(
        "Fyll i en e-postadress till enheten som fungerar längre ner, eller be din studieadministratör.",
        "Fill in an e-mail address of the unit's that works further down, or ask your study administrator.");

    public static readonly Phrase SupervisorAddressTitle = new("Vi vet inte vart handledarens mejl ska gå", "We don't know where to write to your supervisor");
    public static readonly Phrase SupervisorAddressNow = new(
        "Fyll i handledarens e-postadress längre ner, eller be din studieadministratör. Handledaren får en checklista för din första dag.",
        "Fill in your supervisor's e-mail address further down, or ask your study administrator. The supervisor gets a checklist for your first day.");

    public static readonly Phrase SupervisorAddressWrongTitle = new("Vår mejl till din handledare kom inte fram", "Our mail to your supervisor didn't arrive");
    public static readonly Phrase SupervisorAddressWrongNow = new(
        "Fyll i en e-postadress till handledaren som fungerar längre ner, eller be din studieadministratör.",
        "Fill in an e-mail address of your supervisor's that works further down, or ask your study administrator.");

    public static readonly Phrase VdiTitle = new("Enheten beställer fjärråtkomst (VDI)", "The unit orders remote access (VDI)");
    public static readonly Phrase VdiNow = new("Vi har bett enheten göra det. Fråga dem om det inte är klart när placeringen börjar.", "We have asked the unit to do it. Ask them if it isn't done when the placement begins.");

    public static readonly Phrase HalmstadTitle = new("Din placering i Halmstad", "Your placement in Halmstad");
    public static readonly Phrase HalmstadNow = new(
        "Den sköts i Halmstad, av en annan region, som får veta vem du är och när du kommer. Du behöver inte göra något här.",
        "It is handled in Halmstad, by another region, which is told who you are and when you come. You need not do anything here.");
}
