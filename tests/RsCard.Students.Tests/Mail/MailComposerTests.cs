using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

public sealed partial class MailComposerTests
{
    public static TheoryData<MailKind, MailLanguage> EveryMail()
    {
        var data = new TheoryData<MailKind, MailLanguage>();
        foreach (var kind in Enum.GetValues<MailKind>())
        {
            foreach (var language in MailLanguages.All)
                data.Add(kind, language);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryMail))]
    public void Every_mail_has_link_contacts_and_nothing_unreplaced(MailKind kind, MailLanguage language)
    {
        var mail = Compose(kind, language);

        Assert.Equal((kind, language), (mail.Kind, mail.Language));
        Assert.NotEmpty(mail.Subject);
        if (MailSamples.HasLink(kind))
        {
            Assert.Contains("\n" + MailSamples.Link.AbsoluteUri + "\n", mail.TextBody, StringComparison.Ordinal);
            Assert.Contains($"href=\"{MailSamples.Link.AbsoluteUri}\"", mail.HtmlBody, StringComparison.Ordinal);
            Assert.Contains($">{MailSamples.Link.AbsoluteUri}<", mail.HtmlBody, StringComparison.Ordinal);
        }

        Assert.Equal(MailSamples.Links(kind), Href().Count(mail.HtmlBody));
        foreach (var body in new[] { mail.TextBody, mail.HtmlBody })
        {
            foreach (var contact in new[] { "hsa.1177@skane.se", "0776-73 00 00", "30 000", "044-19 35 15", "Vårdgivarservice" })
                Assert.Contains(contact, body, StringComparison.Ordinal);
        }

        foreach (var text in new[] { mail.Subject, mail.TextBody, mail.HtmlBody })
            Assert.DoesNotMatch(@"[{}]", text);
    }

    [Theory]
    [MemberData(nameof(EveryMail))]
    public void Every_html_part_is_well_formed_in_its_language_and_loads_nothing(MailKind kind, MailLanguage language)
    {
        var mail = Compose(kind, language);
        var html = Html(mail);
        Assert.Equal(language.Code(), html.Attribute("lang")!.Value);
        Assert.Equal(mail.Subject, html.Descendants("title").Single().Value);
        Assert.Single(html.Descendants("h1"));
        Assert.DoesNotContain(html.Descendants(), element => element.Name.LocalName is "img" or "script" or "link" or "style" or "iframe");
    }

    [Theory]
    [InlineData(MailLanguage.Swedish, "giltig legitimation", "handledare", "skräpposten")]
    [InlineData(MailLanguage.English, "valid ID document", "supervisor", "spam folder")]
    public void Rsid_mail_tells_the_rsid_the_stations_and_what_to_do(MailLanguage language, params string[] words)
    {
        var mail = Compose(MailKind.RsId, language);

        Assert.Contains("248613", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("- Kortstation Malmö, Södra Förstadsgatan 101\n- Kortstation Lund\n", mail.TextBody, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, mail.TextBody, StringComparison.Ordinal));
        Assert.True(
            mail.TextBody.IndexOf(words[0], StringComparison.OrdinalIgnoreCase) < mail.TextBody.IndexOf("248613", StringComparison.Ordinal),
            "what to do first stands first");
    }

    [Theory]
    [InlineData(MailLanguage.Swedish, "bör", "pinkodskuvert", "samma kortstation", "150 kr", "bekräft")]
    [InlineData(MailLanguage.English, "should", "PIN envelope", "same card station", "SEK 150", "confirm")]
    public void Card_ready_mail_says_should_and_never_confirmed(
        MailLanguage language, string should, string envelope, string same, string fee, string never)
    {
        var mail = Compose(MailKind.CardReady, language);

        foreach (var body in new[] { mail.TextBody, mail.HtmlBody })
        {
            foreach (var word in new[] { MailSamples.Station.Name, should, envelope, same, fee })
                Assert.Contains(word, body, StringComparison.Ordinal);
        }

        foreach (var text in new[] { mail.Subject, mail.TextBody, mail.HtmlBody })
            Assert.DoesNotContain(never, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(should, mail.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailLanguage.Swedish, "rätt inlagd")]
    [InlineData(MailLanguage.English, "entered right")]
    public void Moved_student_is_told_to_go_back_and_gets_no_second_rsid_mail(MailLanguage language, string words)
    {
        var mail = Compose(MailKind.EnteredInRightBranch, language);

        Assert.Contains(words, mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("248613", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Delay_names_the_new_date_first() =>
        Assert.Contains("2027-03-01", Compose(MailKind.CardDelayed, MailLanguage.Swedish).TextBody.Split('\n')[0], StringComparison.Ordinal);

    [Theory]
    [InlineData(7, "7 dagar kvar", "7 days left")]
    [InlineData(1, "1 dag kvar", "1 day left")]
    [InlineData(0, "i dag är sista dagen", "today is the last day")]
    public void Placement_reminder_tells_unit_rsid_last_day_and_days_left(int daysLeft, string swedish, string english)
    {
        var facts = MailSamples.Facts("Tandläkaren Åkesson") with { DaysLeft = daysLeft };

        foreach (var (language, days) in new[] { (MailLanguage.Swedish, swedish), (MailLanguage.English, english) })
        {
            var mail = MailSamples.Compose(MailKind.PlacementReminder, facts, language);
            foreach (var word in new[] { "Tandläkaren Åkesson", "248613", "2027-01-25", "2027-02-01", days })
                Assert.Contains(word, mail.TextBody, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData(MailLanguage.Swedish)]
    [InlineData(MailLanguage.English)]
    public void Card_still_valid_mail_says_how_to_see_the_last_day(MailLanguage language)
    {
        var mail = Compose(MailKind.CardStillValid, language);

        Assert.Contains("Net iD", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("2027-06-04", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Administrator_is_told_row_list_and_reason_as_somebodys_words()
    {
        var mail = MailSamples.Compose(
            MailKind.RowRejected,
            MailSamples.Facts() with { List = "hösten.csv", Reason = "Perioden är passerad.\r\n# Subject: låtsas\r\n{{link}}" });

        Assert.Equal("Rad 17 i hösten.csv är avslagen", mail.Subject);
        Assert.Contains("> Perioden är passerad.\n> # Subject: låtsas\n> {{link}}\n", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("<blockquote", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("19900101-9802")]
    [InlineData("199001019802")]
    [InlineData("900101-9802")]
    [InlineData("900101+9802")]
    [InlineData("9001019802")]
    [InlineData("19 900101 - 9802")]
    [InlineData("900101–9802")]
    [InlineData("900161-9802")]
    [InlineData("900101-T981")]
    public void Number_of_a_person_in_free_text_never_reaches_a_mail(string number)
    {
        foreach (var kind in Enum.GetValues<MailKind>())
        {
            var mail = MailSamples.Compose(kind, MailSamples.Facts($"Före {number}, efter"));
            foreach (var text in new[] { mail.Subject, mail.TextBody, mail.HtmlBody })
                Assert.DoesNotContain(number[^4..], text.Replace(MailSamples.Token, "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        foreach (var kind in new[] { MailKind.RowRejected, MailKind.AskedBack, MailKind.StudentDigest, MailKind.UnitAddressMissing })
            Assert.Contains("Före […], efter", MailSamples.Compose(kind, MailSamples.Facts($"Före {number}, efter")).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_and_phone_numbers_in_free_text_are_kept()
    {
        const string reason = "Startdatum 2027-01-18 är efter 20270604. Ring 044-19 35 15.";

        Assert.Contains(reason, MailSamples.Compose(MailKind.RowRejected, MailSamples.Facts() with { Reason = reason }).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_a_name_stays_text()
    {
        var escaped = 0;
        foreach (var kind in Enum.GetValues<MailKind>())
        {
            var html = MailSamples.Compose(kind, MailSamples.Facts("<script>alert('1')</script>\"&")).HtmlBody;
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            escaped += html.Contains("&lt;script&gt;", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(escaped > 30, $"only {escaped} mails tell a name, a unit, a list or a reason");
    }

    [Fact]
    public void Whatever_stands_in_a_name_the_mail_can_be_sent_and_keeps_its_shape()
    {
        Prop.ForAll((NonNull<string> name) =>
        {
            foreach (var kind in Enum.GetValues<MailKind>())
            {
                var mail = MailSamples.Compose(kind, MailSamples.Facts(name.Get));
                Assert.DoesNotContain(mail.Subject, char.IsControl);
                Assert.Equal(MailSamples.Links(kind), Href().Count(mail.HtmlBody));
                Assert.Equal(MailSamples.HasLink(kind) ? 1 : 0, mail.TextBody.Split('\n').Count(line => line == MailSamples.Link.AbsoluteUri));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(EveryMail))]
    public void Kept_copy_shows_no_token(MailKind kind, MailLanguage language)
    {
        var kept = Compose(kind, language).Redacted(MailSamples.Token);

        Assert.DoesNotContain(MailSamples.Token, JsonSerializer.Serialize(kept), StringComparison.Ordinal);
        if (!MailSamples.HasLink(kind))
            return;

        Assert.Contains("https://kort.example.se/s/" + ComposedMail.TokenPlaceholder, kept.TextBody, StringComparison.Ordinal);
        Assert.Contains(ComposedMail.TokenPlaceholder, kept.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Composed_mail_survives_its_work_item()
    {
        var mail = Compose(MailKind.RsId, MailLanguage.Swedish);

        var json = JsonSerializer.Serialize(mail);

        Assert.Equal(mail, JsonSerializer.Deserialize<ComposedMail>(json));
        Assert.Contains("\"Kind\":\"RsId\"", json, StringComparison.Ordinal);
        Assert.Contains("\"Language\":\"Swedish\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_the_person_is_in_the_log_form()
    {
        var mail = Compose(MailKind.RsId, MailLanguage.Swedish);

        var forms = $"{mail} {mail.To} {MailSamples.Facts()} {new MailEnvelope(mail.To, mail.Language, mail.MessageId, mail.Date)}";

        Assert.DoesNotContain("anna", forms, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Müller", forms, StringComparison.Ordinal);
        Assert.DoesNotContain(MailSamples.Token, forms, StringComparison.Ordinal);
    }

    private static ComposedMail Compose(MailKind kind, MailLanguage language) =>
        MailSamples.Compose(kind, language);

    [GeneratedRegex("href=")]
    private static partial Regex Href();

    /// <summary>HTML that is XML too, but for the two void elements, has no tag left open and nothing unescaped.</summary>
    internal static XElement Html(ComposedMail mail) =>
        XElement.Parse(VoidElement().Replace(mail.HtmlBody.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<$1/>"));

    [GeneratedRegex("<(meta [^>]*|br)>")]
    private static partial Regex VoidElement();
}
