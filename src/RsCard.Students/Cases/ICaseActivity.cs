using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary>
/// One kind of activity in <c>workflows/</c>. The class <c>AwaitPhoto</c> is what <c>"type": "RsCard.AwaitPhoto"</c> does.
/// Pure: it decides by the facts alone, and may be executed again after a roll-back.
/// </summary>
public interface ICaseActivity
{
    /// <summary>All that a definition may ask of it, and all that it may answer.</summary>
    ActivityShape Shape { get; }

    /// <summary>What the due date of its step is counted in, and so what a break does to it (D-33).</summary>
    DueCount Due => DueCount.Days;

    ActivityResult Execute(ActivityContext context, CaseFacts facts);
}
