using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// <c>RsCard.AwaitRenewal</c>: the student renews the certificate before its last day (D-24); outcomes <c>Renewed</c>, and <c>Stopped</c>
/// when there is nothing to renew any more: a personal number has come (D-53), or the card is out of use.
/// </summary>
internal sealed class AwaitRenewal : ICaseActivity
{
    public const string Signal = "certificate-renewal";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.Student, "Renewed", "Stopped");

    public DueCount Due => DueCount.Date;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.Student,
        facts.Card?.ValidTo is { } validTo ? DateRules.Morning(validTo) : null));
}
