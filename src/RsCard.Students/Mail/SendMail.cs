using System.Text.Json;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Mail;

/// <summary>
/// <c>RsCard.SendMail</c>: asks for a mail of the kind in the input <c>mail</c>. With <c>unlessPast</c> (a <see cref="DateRules"/>
/// name) nothing is sent when that day is over. The RSid is mailed once to a student, whatever happens (D-7).
/// </summary>
internal sealed class SendMail(ProcessOptions options) : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Work(MailHandler.WorkKind, "Done").IfNeeded().With(
        new ActivityInput("mail", IsRequired: true, Enum.GetNames<MailKind>()),
        new ActivityInput("unlessPast", IsRequired: false, DateRules.Names));

    public ActivityResult Execute(ActivityContext context, CaseFacts facts)
    {
        var kind = MailCatalogue.OfPath(context.Activity.FindInput("mail") ?? "", facts.Path);
        var isPast = context.Activity.FindInput("unlessPast") is { } rule
            && DateRules.Day(rule, facts, options) is { } day
            && day < StockholmTime.DayOf(context.Now);

        // The supervisor who is told of a certificate's end is that of the placement which needs it (D-24).
        var subject = kind == nameof(MailKind.ReserveCardExpiringSupervisor) ? facts.PlacementAfterCertificate?.Id : context.Subject;

        // Who was never told of a card isn't told that it is over.
        var isNews = kind == nameof(MailKind.Withdrawn) && !facts.MailedRsId;

        // Who has answered before being asked isn't asked, and nobody is asked how to (D-15, D-5).
        var isAnswered = kind switch
        {
            nameof(MailKind.VdiOrder) or nameof(MailKind.VdiReminder) or nameof(MailKind.UnitAddressMissing) => facts.Placement is { IsVdiOrdered: true },
            nameof(MailKind.HalmstadReminder) => facts.Placement is { IsReceived: true },
            nameof(MailKind.BreakBegun) => facts.ToldOfBreak,
            _ => false,
        };
        return isPast || isNews || isAnswered || (facts.MailedRsId && MailCatalogue.RsIdMails.Contains(kind))
            ? ActivityResult.Done
            : new ActivityResult.Waiting(new Wait.ForWork(
                MailHandler.WorkKind,
                KeyOf(kind, facts.Student),
                JsonSerializer.Serialize(new MailOrder(kind, facts.Case, Subject: subject))));
    }

    /// <summary>A student's mails go in order; one that can't be sent to the student must not hold up what others are told of it.</summary>
    internal static string KeyOf(string kind, StudentId student) =>
        Enum.TryParse<MailKind>(kind, out var known) && MailCatalogue.Get(known).Audience is var audience and not MailAudience.Student ? $"{student}/{audience}" : student.ToString();
}

