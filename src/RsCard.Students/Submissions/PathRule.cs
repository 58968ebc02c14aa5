using RsCard.Students.Cases;

namespace RsCard.Students.Submissions;

/// <summary>Pure: which path a row's student takes. Said once, when the case begins.</summary>
public sealed class PathRule(ProcessOptions options)
{
    /// <returns>One of <see cref="CasePath"/>.</returns>
    public string PathOf(ListRow row, string institution) => row switch
    {
        { Placement.Kind: UnitKind.Halmstad } => CasePath.Halmstad,
        { Number: null or { IsCoordinationNumber: true } } => CasePath.Foreign,
        { NoRegisteredAddress: true } => CasePath.NoAddress,
        _ when options.IsSentHome(institution, row.FirstDay) => CasePath.ServiceHome,
        _ => CasePath.Service,
    };
}
