using System.Text.Json;
using Dapper;
using Npgsql;

namespace RsCard.Students.Database;

/// <summary>Institutions and card stations from a file. What is there already stays as it is; may be run again.</summary>
public sealed record Seed(IReadOnlyList<Seed.Institution> Institutions, IReadOnlyList<Seed.Station> Stations)
{
    /// <param name="Email">Where the institution's study administrators are told of rejected rows and questions.</param>
    public sealed record Institution(string Code, string Name, string Email);

    public sealed record Station(string Code, string Name, string Address, string OpeningHours);

    public static Seed Read(string json) =>
        JsonSerializer.Deserialize<Seed>(json, JsonSerializerOptions.Web) ?? throw new JsonException("DB-004: the file of institutions and stations is empty");

    public async Task PlantAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into institution (code, name, email) values (@Code, @Name, @Email) on conflict do nothing",
            Institutions,
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into card_station (code, name, address, opening_hours) values (@Code, @Name, @Address, @OpeningHours) on conflict do nothing",
            Stations,
            cancellationToken: cancellationToken));
    }
}
