using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Placements;

/// <summary>The placements of a case, for those who may see the case.</summary>
public sealed class PlacementBook(NpgsqlDataSource database)
{
    /// <summary>By first day.</summary>
    public async Task<IReadOnlyList<KnownPlacement>> ListAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<KnownPlacement>(new CommandDefinition(
                """
                select
                    placement.id,
                    placement.unit,
                    placement.unit_kind as kind,
                    placement.first_day,
                    placement.last_day,
                    placement.unit_email is not null as has_unit_mail,
                    placement.supervisor_email is not null as has_supervisor_mail,
                    placement.vdi_ordered_at,
                    placement.received_at
                from student_case c
                join placement on placement.enrolment_id = c.enrolment_id
                where c.id = @caseId
                order by placement.first_day, placement.id
                """,
                new { caseId },
                cancellationToken: cancellationToken)),
        ];
    }
}

/// <summary>A placement as staff and the student see it.</summary>
public sealed record KnownPlacement
{
    public Guid Id { get; init; }

    public string Unit { get; init; } = "";

    /// <summary>public, private or halmstad.</summary>
    public string Kind { get; init; } = "";

    public DateOnly? FirstDay { get; init; }

    public DateOnly? LastDay { get; init; }

    public bool HasUnitMail { get; init; }

    public bool HasSupervisorMail { get; init; }

    public DateTimeOffset? VdiOrderedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The address of a private unit is somebody's task (D-15); that of Halmstad's office is a setting (D-5).</summary>
    public bool LacksUnitMail => Kind == "private" && !HasUnitMail;

    public bool LacksSupervisorMail => Kind != "halmstad" && !HasSupervisorMail;
}
