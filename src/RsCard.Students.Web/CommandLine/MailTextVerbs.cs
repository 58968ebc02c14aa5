using System.CommandLine;
using System.Text;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>mail text list|show|set|restore</c>: the texts that mails are made from. What is set counts from the next mail on, on every node.</summary>
internal static class MailTextVerbs
{
    private static readonly Argument<string> Name = new("TEXT") { Description = "A kind of mail, or whom-to-ask: the part that all mails share" };
    private static readonly Option<string> Language = new("--language") { Description = "sv or en", DefaultValueFactory = _ => MailLanguage.Swedish.Code() };

    public static Command Create()
    {
        Name.AcceptOnlyFromAmong([.. MailTextFile.All.Select(file => file.Name)]);
        Language.AcceptOnlyFromAmong(MailVerbs.Languages);
        return new("text", "The texts that mails are made from: as delivered, or as they were changed") { CreateList(), CreateShow(), CreateSet(), CreateRestore() };
    }

    private static Command CreateList()
    {
        var command = new Command("list", "Texts that were changed, and whether they fit this release");
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            var texts = await services.GetRequiredService<MailTextBook>().ReadAsync(cancellationToken);
            var changed = MailTextKey.All.Select(texts.StateOf).Where(state => state.Version > 0).ToList();
            Verb.Answer(parsed, changed.Select(Answer), output =>
            {
                foreach (var state in changed)
                    output.WriteLine($"{state.Key,-40}version {state.Version,-4}{StateOf(state),-11}{state.At:yyyy-MM-dd HH:mm}Z  {state.By}");
            });
            return Verb.Ok;
        });
        return command;
    }

    private static Command CreateShow()
    {
        var version = new Option<int?>("--version") { Description = "An earlier one; 0 is the delivered text. Else the one that mails are made from" };
        var command = new Command("show", "Write a text out") { Name, Language, version };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            var (key, book) = (KeyOf(parsed), services.GetRequiredService<MailTextBook>());
            var state = (await book.ReadAsync(cancellationToken)).StateOf(key);
            var text = parsed.GetValue(version) switch
            {
                null => state.InForce,
                0 => state.Delivered,
                var wanted => (await book.VersionsAsync(key, cancellationToken)).FirstOrDefault(one => one.Version == wanted) is { } found ? found.Content ?? state.Delivered : null,
            };
            if (text is null)
                return await RefuseAsync([new(MailTextCodes.NoSuchVersion, Line: null, $"{parsed.GetValue(version)}")], Verb.Failed);

            Verb.Answer(parsed, new { text = key.File.Name, language = key.Language.Code(), version = parsed.GetValue(version) ?? state.Version, state = StateOf(state), content = text }, output => output.Write(text));
            return Verb.Ok;
        });
        return command;
    }

    private static Command CreateSet()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "UTF-8, written as the files of mail-templates" };
        var over = new Option<int?>("--over") { Description = "The version that FILE was made from: refused where somebody has made another since. Else the newest" };
        var command = new Command("set", "Use the text of a file from now on") { Name, file, Language, over };
        Verb.SetAction(command, (parsed, services, cancellationToken) => ActAsync(parsed, services, over, async (desk, key, known) =>
        {
            string text;
            try
            {
                text = await File.ReadAllTextAsync(parsed.GetRequiredValue(file).FullName, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), cancellationToken);
            }
            catch (DecoderFallbackException)
            {
                return new MailTextChange.Refused([new(MailTextCodes.NotUtf8, Line: null)]);
            }

            return await desk.ChangeAsync(key, text, known, Verb.Actor, cancellationToken);
        }, cancellationToken));
        return command;
    }

    private static Command CreateRestore()
    {
        var version = new Option<int>("--version") { Description = "Put this version back; 0, the default, is the delivered text" };
        var over = new Option<int?>("--over") { Description = "The version that was looked at: refused where somebody has made another since. Else the newest" };
        var command = new Command("restore", "Use the delivered text again, or an earlier version") { Name, Language, version, over };
        Verb.SetAction(command, (parsed, services, cancellationToken) => ActAsync(parsed, services, over, (desk, key, known) => parsed.GetValue(version) switch
        {
            0 => desk.RestoreAsync(key, known, Verb.Actor, cancellationToken),
            var wanted => desk.PutBackAsync(key, wanted, known, Verb.Actor, cancellationToken),
        }, cancellationToken));
        return command;
    }

    private static async Task<int> ActAsync(
        ParseResult parsed,
        IServiceProvider services,
        Option<int?> over,
        Func<MailTextDesk, MailTextKey, int, Task<MailTextChange>> act,
        CancellationToken cancellationToken)
    {
        await Node.PrepareAsync(services, cancellationToken);
        var (key, book) = (KeyOf(parsed), services.GetRequiredService<MailTextBook>());
        var known = parsed.GetValue(over) ?? (await book.ReadAsync(cancellationToken)).StateOf(key).Version;
        switch (await act(services.GetRequiredService<MailTextDesk>(), key, known))
        {
            case MailTextChange.Saved saved:
                var state = (await book.ReadAsync(cancellationToken)).StateOf(key);
                Verb.Answer(parsed, Answer(state), output => output.WriteLine(saved.IsChanged ? $"{key} is version {saved.Version} now." : $"{key} is so already (version {saved.Version})."));
                return Verb.Ok;
            case MailTextChange.Refused(var faults):
                return await RefuseAsync(faults, Verb.Refused);
            case MailTextChange.Overtaken(var now):
                await Console.Error.WriteLineAsync($"{MailTextCodes.Overtaken}: {key} is version {now.Version} since {now.At:yyyy-MM-dd HH:mm}Z, by {now.By}; nothing was written.");
                return Verb.Failed;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<int> RefuseAsync(IEnumerable<MailTextFault> faults, int exitCode)
    {
        foreach (var fault in faults)
            await Console.Error.WriteLineAsync(fault.ToString());
        return exitCode;
    }

    private static MailTextKey KeyOf(ParseResult parsed) =>
        (MailTextFile.Find(parsed.GetRequiredValue(Name)) ?? throw new InvalidOperationException("expected a text that is accepted")).In(MailLanguages.FromCode(parsed.GetValue(Language)));

    private static object Answer(MailTextState state) => new
    {
        text = state.Key.File.Name, language = state.Key.Language.Code(), version = state.Version, state = StateOf(state), by = state.By, at = state.At,
        faults = state.Faults.Select(fault => new { code = fault.Code, line = fault.Line, message = fault.Message }),
    };

    private static string StateOf(MailTextState state) => state switch
    {
        { IsOutdated: true } => "outdated",
        { IsChanged: true } => "changed",
        _ => "delivered",
    };
}
