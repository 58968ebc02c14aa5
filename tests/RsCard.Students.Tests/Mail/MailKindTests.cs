using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

/// <summary>What holds for every kind of mail, and who is told what.</summary>
public sealed class MailKindTests
{
    /// <summary>What the samples have for a placeholder, as the text part tells it.</summary>
    private static readonly Dictionary<string, string> Told = new(StringComparer.Ordinal)
    {
        ["rsId"] = "248613",
        ["hsaId"] = "SE2321000255-U77",
        ["stations"] = "Kortstation Malmö, Södra Förstadsgatan 101",
        ["station"] = "Kortstation Malmö, Södra Förstadsgatan 101",
        ["newDate"] = "2027-03-01",
        ["certificateTo"] = "2027-07-16",
        ["lastDay"] = "2027-06-04",
        ["unit"] = MailSamples.HardName,
        ["firstDay"] = "2027-02-01",
        ["placementLastDay"] = "2027-04-30",
        ["sendBy"] = "2027-01-25",
        ["list"] = MailSamples.HardName,
        ["row"] = "17",
        ["student"] = "17",
        ["reason"] = $"> {MailSamples.HardName}",
        ["question"] = $"> {MailSamples.HardName}",
        ["steps"] = "2027-01-04",
        ["institution"] = MailSamples.HardName,
        ["overview"] = $"{MailSamples.HardName}: 4",
        ["lostCardFee"] = "550",
        ["pinEnvelopeFee"] = "150",
        ["serviceDeskPhone"] = "0776-73 00 00",
    };

    [Theory]
    [MemberData(nameof(MailComposerTests.EveryMail), MemberType = typeof(MailComposerTests))]
    public void Every_mail_tells_what_its_kind_has_to(MailKind kind, MailLanguage language)
    {
        var mail = MailSamples.Compose(kind, language);

        foreach (var name in MailPreview.Kinds.Single(declared => declared.Kind == kind).Required.Where(Told.ContainsKey))
        {
            Assert.Contains(Told[name], mail.Subject + "\n" + mail.TextBody, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(Told[name].Split('\n')[0].TrimStart('>', ' '), System.Net.WebUtility.HtmlDecode(mail.HtmlBody), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(MailComposerTests.EveryMail), MemberType = typeof(MailComposerTests))]
    public void Every_mail_says_what_to_do_before_anything_else_and_is_short(MailKind kind, MailLanguage language)
    {
        var lines = MailSamples.Compose(kind, language).TextBody.Split('\n');

        Assert.Matches("^-+$", lines[1]);
        Assert.InRange(lines[0].Length, 5, 110);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 250));
        Assert.InRange(lines.Length, 10, 45);
    }

    [Theory]
    [MemberData(nameof(MailComposerTests.EveryMail), MemberType = typeof(MailComposerTests))]
    public void D17_Every_mail_says_whom_to_ask_by_question(MailKind kind, MailLanguage language)
    {
        var mail = MailSamples.Compose(kind, language);

        foreach (var text in new[] { mail.TextBody, System.Net.WebUtility.HtmlDecode(mail.HtmlBody) })
            Assert.All((string[])["hsa.1177@skane.se", "0776-73 00 00", "30 000", "044-19 35 15", "Vårdgivarservice"], contact => Assert.Contains(contact, text, StringComparison.Ordinal));
    }

    /// <summary>D-12, and no word that would be a secret in a mail.</summary>
    [Theory]
    [MemberData(nameof(MailComposerTests.EveryMail), MemberType = typeof(MailComposerTests))]
    public void D12_No_mail_says_that_a_card_lies_at_a_station(MailKind kind, MailLanguage language)
    {
        var text = MailSamples.Compose(kind, language).TextBody;

        Assert.DoesNotMatch("(?i)kortet (finns|ligger) (nu )?på|card is (now )?at |(kortet|card) (är|is) (klart|redo|ready)", text);
    }

    [Theory]
    [MemberData(nameof(MailComposerTests.EveryMail), MemberType = typeof(MailComposerTests))]
    public void Line_whose_value_is_not_known_is_left_out_and_the_mail_stays_whole(MailKind kind, MailLanguage language)
    {
        var declared = MailPreview.Kinds.Single(declared => declared.Kind == kind);
        var whole = MailSamples.Compose(kind, language);

        // The day to send the RSid by is reckoned from the placement's first day: where the one is known, the other is.
        (string Name, MailFacts Less)[] unknown =
        [
            ("rsId", MailSamples.Facts() with { RsId = null }),
            ("certificateTo", MailSamples.Facts() with { CertificateTo = null }),
            ("lastDay", MailSamples.Facts() with { LastDay = null }),
            ("firstDay", MailSamples.Facts() with { PlacementFirstDay = null }),
            ("placementLastDay", MailSamples.Facts() with { PlacementLastDay = null }),
        ];
        foreach (var (name, less) in unknown.Where(pair => !declared.Required.Contains(pair.Name) && !declared.Required.Contains("sendBy") && whole.TextBody.Contains(Told[pair.Name])))
        {
            var mail = MailSamples.Compose(kind, less, language);
            foreach (var (all, rest) in new[] { (whole.TextBody, mail.TextBody), (whole.HtmlBody, mail.HtmlBody) })
                Assert.True(all.Split('\n').Length == rest.Split('\n').Length + 1, $"expected the line with {{{{{name}}}}} to be left out, got {rest}");
        }
    }

    [Fact]
    public void D41_Mails_to_others_than_the_student_never_tell_the_name()
    {
        foreach (var declared in MailPreview.Kinds.Where(mail => mail.Audience != MailAudience.Student))
            Assert.DoesNotContain("name", declared.Allowed);
    }

    [Theory]
    [InlineData("hösten.csv", 17, "248613", "rad 17 i listan hösten.csv")]
    [InlineData(null, null, "248613", "studenten med RSid 248613")]
    [InlineData(null, null, null, "studenten på sidan som länken går till")]
    public void Administrator_knows_the_student_by_list_and_row_else_by_RSid_else_by_the_link(string? list, int? row, string? rsId, string words)
    {
        var facts = MailSamples.Facts() with { List = list, Row = row, RsId = rsId };

        Assert.Contains($"Det gäller {words}.", MailSamples.Compose(MailKind.PassportCopyAwaited, facts).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void D5_Mail_to_Halmstad_tells_neither_row_nor_name_nor_date()
    {
        foreach (var kind in new[] { MailKind.HalmstadHandover, MailKind.HalmstadReminder })
        {
            var text = MailSamples.Compose(kind).TextBody;
            foreach (var told in new[] { MailSamples.HardName, "248613", "rad 17", "2027" })
                Assert.DoesNotContain(told, text, StringComparison.Ordinal);
        }
    }
}
