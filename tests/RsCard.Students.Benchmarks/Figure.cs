namespace RsCard.Students.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="Aim">Null for a figure that only explains another.</param>
public sealed record Figure(string What, string Measured, string? Aim, bool IsReached)
{
    public static Figure Of(string what, string measured) => new(what, measured, Aim: null, IsReached: true);

    public static Figure AtLeast(string what, double measured, double aim, string unit) =>
        new(what, $"{measured:n0}{unit}", $"≥ {aim:n0}{unit}", measured >= aim);

    public static Figure AtMost(string what, double measured, double aim, string unit) =>
        new(what, $"{measured:0.##}{unit}", $"≤ {aim:0.##}{unit}", measured <= aim);
}
