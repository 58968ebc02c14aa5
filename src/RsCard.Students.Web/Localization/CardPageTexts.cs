namespace RsCard.Students.Web.Localization;

/// <summary>What happens to a student's card, said by the administrator or the HSA team (D-31, D-34, D-70).</summary>
public static class CardPageTexts
{
    public static readonly Phrase Title = new("Kort: förlorat, trasigt, nytt", "Card: lost, damaged, new");
    public static readonly Phrase Short = new("Studentens kort", "The student's card");
    public static readonly Phrase NotHeld = new("Studenten har inget utlämnat kort just nu, så det finns inget att spärra eller ersätta.", "The student has no card that was handed over right now, so there is nothing to block or replace.");
    public static readonly Phrase Lost = new("Kortet är borta", "The card is gone");
    public static readonly Phrase LostHint = new("Kortet spärras genast.", "The card is blocked at once.");
    public static readonly Phrase LostForNow = new("Det kan hittas: spärra tills vidare. Ingen avgift och inget nytt kort än.", "It may be found: block it for now. No fee and no new card yet.");
    public static readonly Phrase LostForGood = new("Det är förlorat: spärra för gott. Studenten betalar {0} kr och får mejl om nytt kort. Det går inte att ångra.", "It is lost: block it for good. The student pays SEK {0} and gets a mail about a new card. It can't be undone.");
    public static readonly Phrase LostReserve = new("Det är förlorat: spärra för gott. Studenten får mejl om nytt kort. Det går inte att ångra.", "It is lost: block it for good. The student gets a mail about a new card. It can't be undone.");
    public static readonly Phrase LostChoice = new("Välj om kortet kan hittas eller är förlorat.", "Choose whether the card may be found or is lost.");
    public static readonly Phrase Block = new("Spärra kortet", "Block the card");
    public static readonly Phrase Found = new("Kortet är hittat", "The card is found");
    public static readonly Phrase FoundHint = new("Spärren hävs och kortet gäller igen.", "The block is lifted and the card is valid again.");
    public static readonly Phrase Damaged = new("Kortet är trasigt", "The card is damaged");
    public static readonly Phrase DamagedHint = new("Studenten får mejl om nytt kort, utan avgift. Det går inte att ångra.", "The student gets a mail about a new card, without a fee. It can't be undone.");
    public static readonly Phrase Order = new("Beställ nytt kort", "Order a new card");
    public static readonly Phrase Revoke = new("Spärra av annat skäl", "Block for another reason");
    public static readonly Phrase RevokeHint = new("Kortet spärras för gott, utan avgift och utan nytt kort.", "The card is blocked for good, without a fee and without a new card.");
    public static readonly Phrase WriteOff = new("Kortet kommer inte tillbaka", "The card won't come back");
    public static readonly Phrase WriteOffHint = new("Kortet spärras om det ännu gäller, och efterfrågas inte mer.", "The card is blocked where it is still valid, and not asked for any more.");
    public static readonly Phrase WriteOffButton = new("Avskriv kortet", "Write the card off");
    public static readonly Phrase Hired = new("Regionen har anställt studenten", "The region has employed the student");
    public static readonly Phrase HiredHint = new("Studenten behåller kortet efter utbildningen. En privat vårdgivare räknas inte.", "The student keeps the card after the education. A private care provider doesn't count.");
    public static readonly Phrase HiredButton = new("Registrera anställningen", "Register the employment");
}
