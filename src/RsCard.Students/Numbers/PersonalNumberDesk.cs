using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Numbers;

/// <summary>
/// The HSA team, or the study administrator, says that a student has got a Swedish personal number (D-53). What is refused changes
/// nothing, and the attempt is in the audit trail, without the number.
/// </summary>
public sealed class PersonalNumberDesk(DeskWork desk, CardStore cards, ArrivedNumbers numbers, TimeProvider clock)
{
    /// <param name="text">The number in any spelling; a coordination number is none (D-27), nor what D-51 names.</param>
    public Task<DeskResult> ArrivedAsync(CaseId caseId, string text, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "number.reported", transaction => ApplyAsync(transaction, caseId, text, actor, cancellationToken), cancellationToken);

    private async Task<DeskResult> ApplyAsync(NpgsqlTransaction transaction, CaseId caseId, string text, string actor, CancellationToken cancellationToken)
    {
        if (PersonalNumberReader.Read(text, clock.Today()) is not PersonalNumberReading.Valid { Number: { IsCoordinationNumber: false } number })
            return NumberTexts.NotANumber();
        if (await cards.FindStudentAsync(transaction, caseId, cancellationToken) is not { } student)
            return NumberTexts.NotOnThePath();

        return await numbers.ApplyAsync(transaction, caseId, student, number, actor, cancellationToken) switch
        {
            NumberArrival.Applied => NumberTexts.Applied(),
            NumberArrival.AnothersNumber => NumberTexts.AnothersNumber(),
            NumberArrival.SameNumber => NumberTexts.SameNumber(),
            _ => NumberTexts.NotOnThePath(),
        };
    }
}
