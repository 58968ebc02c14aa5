namespace RsCard.Students.Web.Localization;

/// <summary>Cards that exist and are inactive (D-9).</summary>
public static class ActivationTexts
{
    public static readonly Phrase Title = new("Kort att aktivera", "Cards to activate");
    public static readonly Phrase Hint = new("Studenten har redan ett kort, men det är inaktivt. Varken studenten eller lärosätet gör något.", "The student has a card already, but it is inactive. Neither the student nor the university does anything.");
    public static readonly Phrase ToOrder = new("Att beställa", "To order");
    public static readonly Phrase ToOrderEmpty = new("Ingen aktivering att beställa.", "No activation to order.");
    public static readonly Phrase ToOrderHint = new("Beställningen går som mejl till it-avdelningen.", "The order goes to the IT department by mail.");
    public static readonly Phrase Order = new("Beställ", "Order");
    public static readonly Phrase Ordered = new("Beställda", "Ordered");
    public static readonly Phrase OrderedEmpty = new("Ingen aktivering är beställd just nu.", "No activation is on order right now.");
    public static readonly Phrase OrderedHint = new("Syns kortet som aktivt i katalogen går ärendet vidare av sig självt. Annars: säg till här.", "When the directory shows the card as active the case goes on by itself. Else say so here.");
    public static readonly Phrase IsActive = new("Kortet är aktivt", "The card is active");
    public static readonly Phrase More = new("De {0} som har väntat längst visas.", "The {0} that have waited longest are shown.");
    public static readonly Phrase NoItMail = new("Det finns ingen adress till it-avdelningen (Contacts:ItMail): inget kan beställas. Be den som sköter inställningarna.", "There is no address of the IT department (Contacts:ItMail): nothing can be ordered. Ask whoever keeps the settings.");
}
