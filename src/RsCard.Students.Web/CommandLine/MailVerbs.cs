using System.CommandLine;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Mail.Texts;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>mail preview|text|bounces</c>: the mails as they would be, with invented values, their texts, and those that came back (D-63).</summary>
internal static class MailVerbs
{
    /// <summary>What <c>--language</c> takes.</summary>
    public static string[] Languages { get; } = [.. MailLanguages.All.Select(one => one.Code())];

    public static Command Create() => new("mail", "Mails: how they read, their texts, and those that came back") { CreatePreview(), MailTextVerbs.Create(), CreateBounces() };

    private static Command CreateBounces()
    {
        var folder = new Argument<string>("DIR") { Description = "A maildir: new/ and cur/ are read, what is about our mails is moved to cur/ as seen, all else flagged" };
        var command = new Command("bounces", "Read delivery reports (RFC 3464): a mail that came back becomes a task for the administrator") { folder };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var count = await services.GetRequiredService<BounceFolder>().ReadAsync(parsed.GetRequiredValue(folder), cancellationToken);
            await Verb.DoWorkAsync(services, cancellationToken);
            Verb.Answer(parsed, count, output => output.WriteLine(count));
            return Verb.Ok;
        });
        return command;
    }

    private static Command CreatePreview()
    {
        var kind = new Argument<MailKind?>("KIND") { Description = "A kind of mail; without one, and without --all, they are listed", Arity = ArgumentArity.ZeroOrOne };
        var language = new Option<string>("--language") { Description = "sv or en", DefaultValueFactory = _ => MailLanguage.Swedish.Code() };
        language.AcceptOnlyFromAmong(Languages);
        var html = new Option<bool>("--html") { Description = "The HTML part instead of the text" };
        var all = new Option<DirectoryInfo?>("--all") { Description = "Write every mail in both languages into this folder, as .txt, .html and .eml" };
        var delivered = new Option<bool>("--delivered") { Description = "With the files of mail-templates, whatever was changed since; needs no database" };
        var command = new Command("preview", "Show a mail with invented values, as it is sent now") { kind, language, html, all, delivered };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            var preview = services.GetRequiredService<MailPreview>();
            if (parsed.GetValue(all) is { } folder)
            {
                var written = await WriteAllAsync(preview, await TextsAsync(), folder, cancellationToken);
                Verb.Answer(parsed, new { folder = folder.FullName, mails = written }, output => output.WriteLine($"{written} mails written to {folder.FullName}."));
            }
            else if (parsed.GetValue(kind) is { } wanted)
                Show(parsed, preview.Compose(await TextsAsync(), wanted, MailLanguages.FromCode(parsed.GetValue(language))), parsed.GetValue(html));
            else
                List(parsed);
            return Verb.Ok;

            async Task<MailTextsInForce> TextsAsync() => parsed.GetValue(delivered)
                ? MailTextsInForce.AsDelivered(services.GetRequiredService<MailTemplates>())
                : await services.GetRequiredService<MailTextBook>().ReadAsync(cancellationToken);
        });
        return command;
    }

    private static void Show(ParseResult parsed, ComposedMail mail, bool asHtml) => Verb.Answer(
        parsed,
        new { kind = mail.Kind, language = mail.Language.Code(), subject = mail.Subject, text = mail.TextBody, html = mail.HtmlBody },
        output => output.Write(asHtml ? mail.HtmlBody : $"Subject: {mail.Subject}\n\n{mail.TextBody}"));

    private static void List(ParseResult parsed) => Verb.Answer(
        parsed,
        MailPreview.Kinds.Select(mail => new { kind = mail.Kind, file = mail.File, audience = mail.Audience.ToString(), link = mail.Link.ToString(), required = mail.Required }),
        output =>
        {
            foreach (var mail in MailPreview.Kinds)
                output.WriteLine($"{mail.Kind,-34}{mail.Audience,-16}{mail.File}");
        });

    /// <returns>How many mails were written.</returns>
    private static async Task<int> WriteAllAsync(MailPreview preview, MailTextsInForce texts, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        folder.Create();
        var maildir = folder.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        try
        {
            var written = 0;
            foreach (var declared in MailPreview.Kinds)
            {
                foreach (var language in MailLanguages.All)
                {
                    var mail = preview.Compose(texts, declared.Kind, language);
                    var path = Path.Combine(folder.FullName, $"{declared.File}.{language.Code()}");
                    await File.WriteAllTextAsync(path + ".txt", $"Subject: {mail.Subject}\n\n{mail.TextBody}", cancellationToken);
                    await File.WriteAllTextAsync(path + ".html", mail.HtmlBody, cancellationToken);
                    await WriteMessageAsync(mail, maildir.FullName, path + ".eml", cancellationToken);
                    written++;
                }
            }

            return written;
        }
        finally
        {
            maildir.Delete(recursive: true);
        }
    }

    /// <summary>As the pick-up transport lays it, so that a mail program shows what a reader would get.</summary>
    private static async Task WriteMessageAsync(ComposedMail mail, string maildir, string path, CancellationToken cancellationToken)
    {
        if (await new PickupFolderTransport(maildir).SendAsync(mail, cancellationToken) is not MailDelivery.Accepted { ServerAnswer: { } name })
            throw new IOException($"the mail {mail.Kind} can't be written below {maildir}");
        File.Move(Path.Combine(maildir, "new", name), path, overwrite: true);
    }
}
