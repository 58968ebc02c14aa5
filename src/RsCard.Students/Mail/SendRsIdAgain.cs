using System.Text.Json;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Mail;

/// <summary>
/// <c>RsCard.SendRsIdAgain</c>: the mail with the RSid once more, in the form that the student's path has, with a new link (D-10, D-63). A
/// student without RSid gets none.
/// </summary>
internal sealed class SendRsIdAgain : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Work(MailHandler.WorkKind, "Done");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForWork(
        MailHandler.WorkKind,
        facts.Student.ToString(),
        JsonSerializer.Serialize(new MailOrder(KindOf(facts.Path), facts.Case, IsAgain: true))));

    private static string KindOf(string path) => path switch
    {
        CasePath.Foreign => nameof(MailKind.RsIdForeign),
        CasePath.NoAddress => nameof(MailKind.RsIdReserveCard),
        _ => nameof(MailKind.RsId),
    };
}
