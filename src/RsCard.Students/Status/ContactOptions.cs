using System.Net.Mail;

namespace RsCard.Students.Status;

/// <summary>Whom to ask (D-17), and what a mistake costs (D-13, D-31): the same on pages and in mails. Section <c>Contacts</c>.</summary>
public sealed class ContactOptions
{
    public const string Section = "Contacts";

    /// <summary>List, entry, RSid, name.</summary>
    public string HsaMail { get; init; } = "hsa.1177@skane.se";

    /// <summary>Computer, card reader, login.</summary>
    public string ServiceDeskPhone { get; init; } = "0776-73 00 00";

    /// <summary>The same from a phone inside the region.</summary>
    public string ServiceDeskInternalPhone { get; init; } = "30 000";

    /// <summary>Protected identity.</summary>
    public string SystemManagementPhone { get; init; } = "044-19 35 15";

    /// <summary>Private dentists.</summary>
    public string PrivateDentists { get; init; } = "Vårdgivarservice";

    /// <summary>The secretary who receives placements in Halmstad (D-5); null: those mails are sent to nobody.</summary>
    public string? HalmstadMail { get; init; }

    /// <summary>The IT department that activates cards (D-9); null: the order is mailed to nobody.</summary>
    public string? ItMail { get; init; }

    /// <summary>Kronor for a PIN envelope that is ordered again (D-13); 0 to 10,000.</summary>
    public int PinEnvelopeFee { get; init; } = 150;

    /// <summary>Kronor for a lost card (D-31); 0 to 10,000.</summary>
    public int LostCardFee { get; init; } = 550;

    /// <summary>What is wrong with the settings; empty when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(HsaMail), HsaMail),
            (nameof(ServiceDeskPhone), ServiceDeskPhone),
            (nameof(ServiceDeskInternalPhone), ServiceDeskInternalPhone),
            (nameof(SystemManagementPhone), SystemManagementPhone),
            (nameof(PrivateDentists), PrivateDentists),
        })
        {
            if (string.IsNullOrWhiteSpace(value) || value.Any(char.IsControl))
                yield return $"expected {name} to be one line of text, got '{value}'";
        }

        foreach (var (name, value) in new[] { (nameof(HalmstadMail), HalmstadMail), (nameof(ItMail), ItMail) })
        {
            if (value is not null && (!MailAddress.TryCreate(value, out var address) || address.Address != value))
                yield return $"expected {name} to be one mail address, got '{value}'";
        }

        if (PinEnvelopeFee is < 0 or > 10_000)
            yield return $"expected {nameof(PinEnvelopeFee)} to be 0 to 10000, got {PinEnvelopeFee}";
        if (LostCardFee is < 0 or > 10_000)
            yield return $"expected {nameof(LostCardFee)} to be 0 to 10000, got {LostCardFee}";
    }
}
