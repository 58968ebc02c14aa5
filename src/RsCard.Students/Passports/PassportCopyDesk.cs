using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Passports;

/// <summary>
/// Passport copies (D-20, D-21): the administrator sends one, the HSA team reads and decides. One copy serves all cases of a student.
/// What is refused changes nothing, and the attempt is in the audit trail.
/// </summary>
public sealed class PassportCopyDesk(
    NpgsqlDataSource database, DeskWork desk, WorkflowEngine engine, PassportCopyStore copies, CardStore cards, AuditTrail audit, ProcessOptions options, TimeProvider clock)
{
    /// <summary>A passport is valid for ten years at most (ICAO Doc 9303-3, 4.1: a recommendation that every issuer keeps).</summary>
    private const int MostPassportYears = 10;

    private const int MostCharacters = 200;

    public int MaxMegabytes => options.PassportCopyMegabytes;

    /// <summary>The student's newest copy; null where there is none.</summary>
    public async Task<PassportCopyView?> FindAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await copies.FindNewestAsync(connection, caseId, cancellationToken);
    }

    /// <summary>The administrator sends a copy. One that isn't decided yet is replaced.</summary>
    public Task<DeskResult> UploadAsync(CaseId caseId, CertifiedCopy copy, string actor, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, "copy.uploaded", async (transaction, cases, steps) =>
        {
            if (!steps.Any(step => step.CorrelationId == caseId.Value && step.Name is AwaitPassportCopy.Signal or AwaitCopyDecision.Signal))
                return CopyTexts.NotAwaited();
            if (FindProblem(copy) is { } problem)
                return problem;
            if (CopyFormat.Find(copy.Content) is not { } format)
                return CopyTexts.WrongFormat();
            if (await cards.FindStudentAsync(transaction, caseId, cancellationToken) is not { } student
                || await copies.AddAsync(transaction, student, caseId, copy, format, actor, cancellationToken) is null)
                return CopyTexts.NotAwaited();

            await SignalAsync(transaction, cases, AwaitPassportCopy.Signal, "Uploaded", cancellationToken);
            return CopyTexts.Uploaded();
        }, cancellationToken);

    /// <summary>The copy's content, for the HSA team alone: each reading is in the audit trail.</summary>
    /// <returns>Null where there is no such copy of the case's student, or its content was erased.</returns>
    public async Task<(CopyFormat Format, byte[] Content)?> ReadAsync(CaseId caseId, Guid copyId, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await copies.FindNewestAsync(connection, caseId, cancellationToken) is not { } copy || copy.Id != copyId)
            return null;
        if (await copies.FindContentAsync(connection, copy, cancellationToken) is not { } content)
            return null;

        await audit.WriteAsync(transaction, [new AuditEvent(actor, "copy.read", caseId, copy.Student, new { copy = copyId })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (copy.Format, content);
    }

    /// <summary>The copy is as D-20 says.</summary>
    public Task<DeskResult> ApproveAsync(CaseId caseId, Guid copyId, string actor, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, "copy.approved", async (transaction, cases, _) =>
        {
            if (await FindProblemAsync(transaction, caseId, copyId, cancellationToken) is { } problem)
                return problem;
            if (!await copies.DecideAsync(transaction, copyId, CopyDecision.Approved, reason: null, actor, cancellationToken))
                return CopyTexts.AlreadyDecided();

            // A case that began after the copy came hasn't seen it: it is for that one, too.
            await SignalAsync(transaction, cases, AwaitPassportCopy.Signal, "Uploaded", cancellationToken);
            await SignalAsync(transaction, cases, AwaitCopyDecision.Signal, "Approved", cancellationToken);
            return CopyTexts.Approved();
        }, cancellationToken);

    /// <param name="reason">Reaches the administrator; without personal data: it stands in the audit trail.</param>
    public Task<DeskResult> RejectAsync(CaseId caseId, Guid copyId, string reason, string actor, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, "copy.rejected", async (transaction, cases, _) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return CopyTexts.NoReason();
            if (await FindProblemAsync(transaction, caseId, copyId, cancellationToken) is { } problem)
                return problem;
            if (!await copies.DecideAsync(transaction, copyId, CopyDecision.Rejected, reason.Trim(), actor, cancellationToken))
                return CopyTexts.AlreadyDecided();

            await SignalAsync(transaction, cases, AwaitCopyDecision.Signal, "Rejected", cancellationToken);
            return CopyTexts.Rejected();
        }, cancellationToken);

    private async Task<DeskResult?> FindProblemAsync(NpgsqlTransaction transaction, CaseId caseId, Guid copyId, CancellationToken cancellationToken) =>
        await copies.FindNewestAsync(transaction.Connection!, caseId, cancellationToken) switch
        {
            null => CopyTexts.NotAwaited(),
            { ErasedAt: not null, Decision: null } => CopyTexts.Erased(),
            { PassportValidTo: { } validTo, Decision: null } newest when newest.Id == copyId && validTo < clock.Today() => CopyTexts.PassportExpired(validTo),
            { } newest => newest.Id == copyId ? null : CopyTexts.AlreadyDecided(),
        };

    private DeskResult? FindProblem(CertifiedCopy copy) => copy switch
    {
        { Content.Length: 0 } => CopyTexts.WrongFormat(),
        _ when copy.Content.Length > MaxMegabytes * 1024 * 1024 => CopyTexts.TooLarge(MaxMegabytes),
        _ when copy.PassportValidTo < clock.Today() => CopyTexts.PassportExpired(copy.PassportValidTo),
        _ when copy.CertifiedOn > clock.Today() || copy.CertifiedOn < copy.PassportValidTo.AddYears(-MostPassportYears) => CopyTexts.WrongDate(),
        { IsSigned: false } => CopyTexts.NotSigned(),
        _ when !IsName(copy.Certifier.Name) || !IsPhone(copy.Certifier.Phone) => CopyTexts.NoCertifier(),
        _ => null,
    };

    private static bool IsName(string name) => name.Trim().Length is > 1 and <= MostCharacters && name.Any(char.IsLetter);

    private static bool IsPhone(string phone) => phone.Length <= MostCharacters && phone.Count(char.IsAsciiDigit) >= 5;

    /// <summary>To those of the cases that stand there.</summary>
    private async Task SignalAsync(NpgsqlTransaction transaction, IReadOnlyList<Guid> cases, string signal, string outcome, CancellationToken cancellationToken) =>
        await engine.SignalAsync(transaction, [.. cases.Select(id => new Signal(id, signal, outcome))], cancellationToken);

    private Task<DeskResult> ActAsync(
        CaseId caseId, string actor, string action, Func<NpgsqlTransaction, IReadOnlyList<Guid>, IReadOnlyList<OpenStep>, Task<DeskResult>> act, CancellationToken cancellationToken) =>
        desk.ActAsync(
            caseId, actor, action, what: null, async (transaction, cases) => await act(transaction, cases, await engine.OpenStepsAsync(transaction, [.. cases], cancellationToken)), cancellationToken);
}
