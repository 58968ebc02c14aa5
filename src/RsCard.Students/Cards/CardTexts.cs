using System.Globalization;

namespace RsCard.Students.Cards;

/// <summary>What is said when something happens to a card, in Swedish and English. Codes <c>CARD-nnn</c> and <c>FEE-nnn</c> are stable.</summary>
internal static class CardTexts
{
    public static DeskResult Blocked(int fee, bool isReplaced) => new DeskResult.Done(
        "Kortet är spärrat för gott." + (fee > 0 ? $" Avgift: {fee} kr." : "") + (isReplaced ? " Studenten får mejl om nytt kort." : " Inget nytt kort beställs: studenten har inget ärende som pågår."),
        "The card is blocked for good." + (fee > 0 ? $" Fee: SEK {fee}." : "") + (isReplaced ? " The student gets a mail about a new card." : " No new card is ordered: the student has no case that goes on."));

    public static DeskResult Suspended() => new DeskResult.Done(
        "Kortet är spärrat tills vidare. Hittas det hävs spärren; annars anmäls det som förlorat.",
        "The card is blocked for now. If it is found the block is lifted; otherwise report it lost.");

    public static DeskResult Found() => new DeskResult.Done("Spärren är hävd. Kortet gäller igen.", "The block is lifted. The card is valid again.");

    public static DeskResult Damaged(bool isReplaced) => new DeskResult.Done(
        isReplaced ? "Kortet är registrerat som trasigt. Studenten får mejl om nytt kort." : "Kortet är registrerat som trasigt. Inget nytt kort beställs: studenten har inget ärende som pågår.",
        isReplaced ? "The card is registered as damaged. The student gets a mail about a new card." : "The card is registered as damaged. No new card is ordered: the student has no case that goes on.");

    public static DeskResult Revoked() => new DeskResult.Done("Kortet är spärrat för gott.", "The card is blocked for good.");

    public static DeskResult Returned() => new DeskResult.Done("Kortet är återlämnat och avregistrerat. Klipp genom chippet.", "The card is returned and deregistered. Cut it through the chip.");

    public static DeskResult WrittenOff() => new DeskResult.Done("Kortet är avskrivet. Det efterfrågas inte mer.", "The card is written off. It isn't asked for any more.");

    public static DeskResult Destroyed() => new DeskResult.Done("Kortet är registrerat som förstört.", "The card is registered as destroyed.");

    public static DeskResult PinOrdered(int fee) => new DeskResult.Done(
        $"Ett nytt pinkodskuvert är beställt. Avgift: {fee} kr. Det skickas till folkbokföringsadressen.",
        $"A new PIN envelope is ordered. Fee: SEK {fee}. It is posted to the registered address.");

    public static DeskResult Hired() => new DeskResult.Done("Anställningen i regionen är registrerad. Studenten behåller kortet.", "The employment by the region is registered. The student keeps the card.");

    public static DeskResult NoCard(IReadOnlyList<StudentCard> all) => new DeskResult.Refused(
        "CARD-001",
        all.Count == 0 ? "Studenten har inget kort hos oss." : $"Studenten har inget kort som det gäller. Senaste kortet: {NameOf(all[0].State).Swedish}.",
        all.Count == 0 ? "The student has no card with us." : $"The student has no such card. The newest card: {NameOf(all[0].State).English}.");

    public static DeskResult WrongState(string state) => new DeskResult.Refused(
        "CARD-002",
        $"Det går inte med kortet som det är nu: {NameOf(state).Swedish}.",
        $"That can't be done with the card as it is: {NameOf(state).English}.");

    public static DeskResult StaysRevoked() => new DeskResult.Refused(
        "CARD-003",
        "Kortet är spärrat för gott och kan inte användas igen. Klipp det och registrera det som återlämnat.",
        "The card is blocked for good and can't be used again. Cut it and register it as returned.");

    public static DeskResult NoPinEnvelope() => new DeskResult.Refused(
        "CARD-004",
        "Till det här kortet hör inget pinkodskuvert. PIN-koden väljs på en kortstation.",
        "No PIN envelope belongs to this card. The PIN is chosen at a card station.");

    public static DeskResult PinOnItsWay() => new DeskResult.Refused(
        "CARD-005",
        "Ett nytt pinkodskuvert är redan beställt. Vänta tills det har kommit.",
        "A new PIN envelope is on order already. Wait until it has come.");

    public static DeskResult LiesElsewhere(string station) => new DeskResult.Refused(
        "CARD-006",
        $"Kortet ligger på {station} och förstörs där.",
        $"The card lies at {station} and is destroyed there.");

    public static DeskResult NoOpenCase() => new DeskResult.Refused(
        "CARD-008",
        "Studenten har inget ärende som pågår.",
        "The student has no case that goes on.");

    public static DeskResult SentHome() => new DeskResult.Refused(
        "CARD-009",
        "Kortet skickas till folkbokföringsadressen. Det hämtas inte på stationen, men aktiveras där.",
        "The card is sent to the registered address. It isn't fetched at the station, but activated there.");

    public static DeskResult NotSentHome() => new DeskResult.Refused(
        "CARD-010",
        "Kortet hämtas på stationen och aktiveras inte hemifrån. Lämna ut det i stället.",
        "The card is fetched at the station, not sent home. Hand it over instead.");

    public static DeskResult OnItsWay() => new DeskResult.Refused(
        "CARD-011",
        "Ett kort är redan på väg. Lämna ut det först; ta sedan fotot till nästa.",
        "A card is on its way already. Hand that over first; then take the photo for the next.");

    public static DeskResult ActivationOrdered() => new DeskResult.Done("Aktiveringen är beställd hos it-avdelningen.", "The activation is ordered from the IT department.");

    public static DeskResult ActivationDone() => new DeskResult.Done("Kortet är registrerat som aktivt. Studenten får mejl.", "The card is registered as active. The student gets a mail.");

    public static DeskResult NoActivation() => new DeskResult.Refused(
        "CARD-012",
        "Ingen aktivering väntar för studenten.",
        "No activation waits for the student.");

    public static DeskResult PrivateEmployer() => new DeskResult.Refused(
        "CARD-013",
        "En privat vårdgivare räknas inte: kortet ska lämnas tillbaka.",
        "A private care provider doesn't count: the card is to be given back.");

    public static DeskResult HiredAlready() => new DeskResult.Refused(
        "CARD-014",
        "Att regionen har anställt studenten är redan registrerat.",
        "It is registered already that the region has employed the student.");

    public static DeskResult AtThisStation() => new DeskResult.Refused(
        "CARD-015",
        "Kortet väntas redan till den här stationen.",
        "The card is expected at this station already.");

    public static DeskResult NoItMail() => new DeskResult.Refused(
        "CARD-016",
        "Det finns ingen adress till it-avdelningen (Contacts:ItMail). Be den som sköter inställningarna.",
        "There is no address of the IT department (Contacts:ItMail). Ask whoever keeps the settings.");

    public static DeskResult FeePaid() => new DeskResult.Done("Avgiften är registrerad som betald.", "The fee is registered as paid.");

    public static DeskResult FeeWaived() => new DeskResult.Done("Avgiften är efterskänkt.", "The fee is waived.");

    public static DeskResult NoSuchFee() => new DeskResult.Refused("FEE-001", "Det finns ingen sådan avgift.", "There is no such fee.");

    public static DeskResult FeeSettled() => new DeskResult.Refused("FEE-002", "Avgiften är redan betald eller efterskänkt.", "The fee is paid or waived already.");

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static (string Swedish, string English) NameOf(string state) => state switch
    {
        CardState.Applied => ("beställt", "ordered"),
        CardState.Expected => ("väntas till stationen", "expected at the station"),
        CardState.AtStation => ("finns på stationen", "at the station"),
        CardState.HandedOver => ("utlämnat", "handed over"),
        CardState.Suspended => ("spärrat tills vidare", "blocked for now"),
        CardState.Revoked => ("spärrat för gott", "blocked for good"),
        CardState.Expired => ("har gått ut", "expired"),
        CardState.Damaged => ("trasigt", "damaged"),
        CardState.Returned => ("återlämnat", "returned"),
        CardState.Cancelled => ("avbeställt", "cancelled"),
        _ => ("förstört", "destroyed"),
    };
}
