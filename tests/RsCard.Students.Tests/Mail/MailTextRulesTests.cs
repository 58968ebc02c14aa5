using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;

namespace RsCard.Students.Tests.Mail;

/// <summary>Whatever the team writes: what is taken can be sent.</summary>
public sealed class MailTextRulesTests
{
    private const int Texts = 4_000;

    private static readonly string[] Names = [.. MailTextFile.All.SelectMany(file => file.Allowed).Distinct(), "nobody"];

    [Fact]
    public void Text_that_is_taken_becomes_a_mail_with_one_line_of_subject_also_where_only_what_is_required_is_known()
    {
        var taken = 0;
        SeededCheck.Holds(Texts, random =>
        {
            var key = MailTextKey.All[random.Next(MailTextKey.All.Count)];
            var text = Change(MailSamples.Texts.StateOf(key).Delivered, random);
            if (MailTextDesk.Check(key.File, text).Count > 0)
                return;

            taken++;
            var kind = key.File.ShownAs;
            var envelope = new MailEnvelope(new MailParty("anna@example.se", ""), key.Language, MailSamples.NewMessageId(), MailSamples.Date);
            var mail = MailSamples.Composer.Compose(
                MailTextDesk.Try(MailSamples.Texts, key, text), kind, OnlyRequired(MailTextFile.Of(kind)), MailSamples.HasLink(kind) ? MailSamples.Link : null, envelope);

            Assert.DoesNotContain('\n', mail.Subject);
            Assert.NotEmpty(mail.Subject.Trim());
            Assert.DoesNotContain("{{", mail.Subject + mail.TextBody, StringComparison.Ordinal);
            Assert.Equal(mail.Subject, MailComposerTests.Html(mail).Descendants("title").Single().Value);
        });
        Assert.InRange(taken, Texts / 10, Texts * 9 / 10);
    }

    /// <summary>A few lines are moved, made another kind of line, or given a placeholder.</summary>
    private static string Change(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(lines.Count);
            var name = Names[random.Next(Names.Length)];
            lines[at] = random.Next(6) switch
            {
                0 => $"{lines[at]} {{{{{name}}}}}",
                1 => "# " + lines[at],
                2 => "- " + lines[at],
                3 => $"{{{{{name}}}}}",
                4 => $"<b>&\"'{lines[at]}</b>",
                _ => "",
            };
            if (random.Next(2) == 0)
                lines.Insert(random.Next(lines.Count + 1), $"[Öppna]({{{{link}}}})");
        }

        return string.Join('\n', lines);
    }

    private static MailFacts OnlyRequired(MailTextFile file)
    {
        var facts = MailSamples.Facts();
        foreach (var property in typeof(MailFacts).GetProperties().Where(property => property.Name != nameof(MailFacts.Name) && !file.Required.Contains(PlaceholderOf(property.Name))))
            property.SetValue(facts, null);
        return facts;
    }

    private static string PlaceholderOf(string property) => property switch
    {
        nameof(MailFacts.UnitName) => "unit",
        nameof(MailFacts.PlacementFirstDay) => "firstDay",
        _ => char.ToLowerInvariant(property[0]) + property[1..],
    };
}
