using System.Globalization;
using RsCard.Students.Status;

namespace RsCard.Students.Mail;

/// <summary>What the placeholders of one mail become. Nothing here is escaped: that is each rendering's own business.</summary>
/// <param name="Lines">One line each.</param>
/// <param name="Items">A list, one line an item.</param>
/// <param name="Prose">Free text, its lines parted by \n.</param>
internal sealed record MailValues(
    string Link,
    IReadOnlyDictionary<string, string> Lines,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Items,
    IReadOnlyDictionary<string, string> Prose)
{
    public static MailValues From(MailFacts facts, MailLanguage language, Uri link, ContactOptions contacts)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        var items = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var prose = new Dictionary<string, string>(StringComparer.Ordinal);
        AddContacts(contacts, lines);
        switch (facts)
        {
            case MailFacts.RsIdMail mail:
                lines[TemplateVocabulary.Name] = Free(mail.Name);
                lines[TemplateVocabulary.RsId] = OneLine(mail.RsId);
                items[TemplateVocabulary.Stations] = [.. mail.Stations.Select(Station)];
                break;
            case MailFacts.EnteredInRightBranchMail mail:
                lines[TemplateVocabulary.Name] = Free(mail.Name);
                items[TemplateVocabulary.Stations] = [.. mail.Stations.Select(Station)];
                break;
            case MailFacts.CardReadyMail mail:
                lines[TemplateVocabulary.Name] = Free(mail.Name);
                lines[TemplateVocabulary.Station] = Station(mail.Station);
                break;
            case MailFacts.CardDelayedMail mail:
                lines[TemplateVocabulary.Name] = Free(mail.Name);
                lines[TemplateVocabulary.Station] = Station(mail.Station);
                lines[TemplateVocabulary.NewDate] = Day(mail.NewDate);
                break;
            case MailFacts.PlacementReminderMail mail:
                AddPlacement(lines, mail.Name, mail.RsId, mail.UnitName, mail.FirstDay, mail.SendBy);
                lines[TemplateVocabulary.DaysLeft] = DaysLeft(mail.DaysLeft, language);
                break;
            case MailFacts.PlacementLastDayPassedMail mail:
                AddPlacement(lines, mail.Name, mail.RsId, mail.UnitName, mail.FirstDay, mail.SendBy);
                break;
            case MailFacts.CardStillValidMail mail:
                lines[TemplateVocabulary.Name] = Free(mail.Name);
                lines[TemplateVocabulary.LastDay] = Day(mail.LastDay);
                break;
            case MailFacts.RowRejectedMail mail:
                AddRow(lines, mail.ListName, mail.Row);
                prose[TemplateVocabulary.Reason] = FreeProse(mail.Reason);
                break;
            case MailFacts.AskedBackMail mail:
                AddRow(lines, mail.ListName, mail.Row);
                prose[TemplateVocabulary.Question] = FreeProse(mail.Question);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(facts), facts.Kind, "expected facts of a known kind");
        }

        return new MailValues(link.AbsoluteUri, lines, items, prose);
    }

    private static void AddContacts(ContactOptions contacts, Dictionary<string, string> lines)
    {
        lines[TemplateVocabulary.HsaMail] = contacts.HsaMail;
        lines[TemplateVocabulary.ServiceDeskPhone] = contacts.ServiceDeskPhone;
        lines[TemplateVocabulary.ServiceDeskInternalPhone] = contacts.ServiceDeskInternalPhone;
        lines[TemplateVocabulary.SystemManagementPhone] = contacts.SystemManagementPhone;
        lines[TemplateVocabulary.PrivateDentists] = contacts.PrivateDentists;
        lines[TemplateVocabulary.PinEnvelopeFee] = contacts.PinEnvelopeFee.ToString(CultureInfo.InvariantCulture);
        lines[TemplateVocabulary.LostCardFee] = contacts.LostCardFee.ToString(CultureInfo.InvariantCulture);
    }

    private static void AddPlacement(Dictionary<string, string> lines, string name, string rsId, string unit, DateOnly firstDay, DateOnly sendBy)
    {
        lines[TemplateVocabulary.Name] = Free(name);
        lines[TemplateVocabulary.RsId] = OneLine(rsId);
        lines[TemplateVocabulary.Unit] = Free(unit);
        lines[TemplateVocabulary.FirstDay] = Day(firstDay);
        lines[TemplateVocabulary.SendBy] = Day(sendBy);
    }

    private static void AddRow(Dictionary<string, string> lines, string list, int row)
    {
        lines[TemplateVocabulary.List] = Free(list);
        lines[TemplateVocabulary.Row] = row.ToString(CultureInfo.InvariantCulture);
    }

    private static string Station(MailStation station) =>
        OneLine(station.Address.Length == 0 ? station.Name : $"{station.Name}, {station.Address}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string DaysLeft(int days, MailLanguage language) => (days, language) switch
    {
        ( <= 0, MailLanguage.Swedish) => "i dag är sista dagen",
        (1, MailLanguage.Swedish) => "1 dag kvar",
        (_, MailLanguage.Swedish) => $"{days} dagar kvar",
        ( <= 0, _) => "today is the last day",
        (1, _) => "1 day left",
        _ => $"{days} days left",
    };

    /// <summary>What a person has written: one line, without numbers of persons (D-41).</summary>
    private static string Free(string text) => NumberMask.Apply(OneLine(text));

    /// <summary>The same for several lines.</summary>
    private static string FreeProse(string text) =>
        string.Join('\n', NumberMask.Apply(text).Trim().ReplaceLineEndings("\n").Split('\n').Select(OneLine));

    /// <summary>A value never begins a line, a heading or a header of its own.</summary>
    private static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
