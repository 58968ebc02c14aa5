namespace RsCard.Students.Counter;

/// <summary>The time at which somebody acted: what is carried out later is dated and judged by it.</summary>
internal sealed class Moment(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
