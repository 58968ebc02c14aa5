using RsCard.Students.Cards;
using RsCard.Students.Reports;
using RsCard.Students.Status;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>
/// One thing that can be wrong: what the student is told, and what a press on the button opens. Where no process of ours can mend it, it
/// says whom to ask (D-17).
/// </summary>
/// <param name="Key">As it stands in the address.</param>
/// <param name="Report">Somebody's turn that it opens; null: none.</param>
public sealed record WrongChoice(string Key, Phrase Title, IReadOnlyList<Sentence> Say, WrongForm Form = WrongForm.None, ReportKind? Report = null, Phrase? Button = null, bool AtStation = false)
{
    /// <summary>What can be wrong for this student now.</summary>
    public static IReadOnlyList<WrongChoice> Of(StudentStatus status, ContactOptions contacts)
    {
        var isOpen = status.Stage != StudentStage.Closed;
        var isHeld = status.Card is { State: CardState.HandedOver };
        var isOnItsWay = status.Card is { } card && CardState.IsOnItsWay(card.State);
        return
        [
            .. When(isOpen, new("name", WrongTexts.Name, [WrongTexts.NameSay], WrongForm.Name)),
            .. When(isOpen, new("dates", WrongTexts.Dates, [WrongTexts.DatesSay], WrongForm.Words, ReportKind.Dates)),
            .. When(isOpen, new("mail", WrongTexts.MailAddress, [WrongTexts.MailAddressSay], WrongForm.MailAddress, ReportKind.MailAddress)),
            .. When(isOpen && !isHeld, new("home", WrongTexts.Home, [WrongTexts.HomeSay, WrongTexts.HomeNone], WrongForm.Press, ReportKind.RegisteredAddress, WrongTexts.HomeButton)),
            .. When(isOnItsWay, new("station", WrongTexts.Station, [new(WrongTexts.StationSay, status.Card?.StationName ?? "–")], AtStation: true)),
            isHeld
                ? new("lost", WrongTexts.Lost, [WrongTexts.LostBlock, .. Fee(status, contacts)], WrongForm.Press, Button: WrongTexts.LostButton)
                : new("lost", WrongTexts.Lost, [WrongTexts.LostNone], AtStation: true),
            .. When(isHeld, new("broken", WrongTexts.Broken, [WrongTexts.BrokenSay], AtStation: true)),
            .. When(isHeld || isOnItsWay, new("pin", WrongTexts.Pin, [new(WrongTexts.PinSay, contacts.PinEnvelopeFee)], AtStation: true)),
            new("login", WrongTexts.Login, [new(WrongTexts.LoginSay, contacts.ServiceDeskPhone, contacts.ServiceDeskInternalPhone)]),
            new("person", WrongTexts.OtherPerson, [WrongTexts.OtherPersonSay], WrongForm.Press, ReportKind.OtherPerson, WrongTexts.OtherPersonButton),
            new("protected", WrongTexts.Protected, [new(WrongTexts.ProtectedSay, contacts.SystemManagementPhone)]),
            new("other", WrongTexts.Other, [WrongTexts.OtherSay], WrongForm.Words, ReportKind.Other),
        ];
    }

    /// <summary>A reserve card costs nothing (D-31).</summary>
    private static Sentence[] Fee(StudentStatus status, ContactOptions contacts) =>
        status.Card is { Kind: CardKind.Reserve } ? [] : [new(WrongTexts.LostNew, contacts.LostCardFee)];

    private static WrongChoice[] When(bool isSo, WrongChoice choice) => isSo ? [choice] : [];
}

/// <summary>What the student fills in.</summary>
public enum WrongForm
{
    /// <summary>Nothing: the page says whom to ask.</summary>
    None,

    /// <summary>Nothing but the button.</summary>
    Press,
    Words,
    MailAddress,

    /// <summary>Given and family name (D-32).</summary>
    Name,
}
