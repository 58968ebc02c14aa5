namespace RsCard.Students.Web.Localization;

/// <summary>What the placeholders of mails become, in words.</summary>
public static class PlaceholderTexts
{
    private static readonly Dictionary<string, Phrase> Meanings = new()
    {
        ["link"] = new("en knapp till sidan som mejlet leder till", "a button to the page that the mail leads to"),
        ["contacts"] = new("delen Vem du frågar, som alla mejl har", "the part Whom to ask, which all mails have"),
        ["name"] = new("studentens förnamn", "the student's given name"),
        ["rsId"] = new("studentens RSid", "the student's RSid"),
        ["hsaId"] = new("studentens HSA-id", "the student's HSA-id"),
        ["stations"] = new("lista med kortstationerna och deras adresser", "a list of the card stations and their addresses"),
        ["station"] = new("kortstationen och dess adress", "the card station and its address"),
        ["newDate"] = new("den nya dagen då kortet väntas", "the new day on which the card is expected"),
        ["certificateTo"] = new("certifikatets sista dag", "the certificate's last day"),
        ["lastDay"] = new("periodens sista dag, som kortet ska gälla till", "the period's last day, through which the card has to be valid"),
        ["unit"] = new("enheten där praktiken är", "the unit of the placement"),
        ["firstDay"] = new("praktikens första dag", "the placement's first day"),
        ["placementLastDay"] = new("praktikens sista dag", "the placement's last day"),
        ["sendBy"] = new("sista dagen att skicka RSid till enheten", "the last day for sending the RSid to the unit"),
        ["daysLeft"] = new("hur många dagar som är kvar, till exempel ”7 dagar kvar”", "how many days are left, for example “7 days left”"),
        ["otherPlacements"] = new("lista med andra enheter som också ska ha RSid", "a list of other units that are to have the RSid too"),
        ["list"] = new("namnet på listan som lärosätet skickade", "the name of the list that the institution sent"),
        ["row"] = new("radens nummer i listan", "the row's number in the list"),
        ["student"] = new("vilken student, utan namn: rad i en lista eller RSid", "which student, without the name: row of a list, or RSid"),
        ["reason"] = new("skälet som någon skrev", "the reason that somebody wrote"),
        ["question"] = new("frågan som någon skrev", "the question that somebody wrote"),
        ["steps"] = new("lista med steg som väntar, och sedan när", "a list of the steps that wait, and since when"),
        ["institution"] = new("lärosätets namn", "the institution's name"),
        ["overview"] = new("lista med vad som väntar, med antal och länk", "a list of what waits, with counts and links"),
        ["hsaMail"] = new("HSA-gruppens e-postadress (inställning)", "the HSA team's e-mail address (setting)"),
        ["serviceDeskPhone"] = new("servicedesks telefonnummer (inställning)", "the service desk's phone number (setting)"),
        ["serviceDeskInternalPhone"] = new("samma nummer inom regionen (inställning)", "the same number inside the region (setting)"),
        ["systemManagementPhone"] = new("systemförvaltningens telefonnummer (inställning)", "the system management's phone number (setting)"),
        ["privateDentists"] = new("vem privata tandläkare frågar (inställning)", "whom private dentists ask (setting)"),
        ["pinEnvelopeFee"] = new("avgiften för ett nytt pinkuvert, i kronor (inställning)", "the fee for a new PIN envelope, in kronor (setting)"),
        ["lostCardFee"] = new("avgiften för ett förlorat kort, i kronor (inställning)", "the fee for a lost card, in kronor (setting)"),
    };

    public static Phrase Of(string name) => Meanings[name];
}
