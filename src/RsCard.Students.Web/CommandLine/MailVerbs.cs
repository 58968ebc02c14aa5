using System.CommandLine;
using RsCard.Students.Mail.Bounces;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>mail bounces</c>: reports of mails that came back (D-63).</summary>
internal static class MailVerbs
{
    public static Command Create() => new("mail", "Mails") { Bounces() };

    private static Command Bounces()
    {
        var folder = new Argument<string>("DIR") { Description = "A maildir: new/ and cur/ are read, what is about our mails is moved to cur/ as seen" };
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
}
