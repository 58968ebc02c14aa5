using System.CommandLine;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>migrate</c>: makes the database where it is missing, and brings it up to this release.</summary>
internal static class MigrateVerb
{
    public static Command Create()
    {
        var seed = new Option<FileInfo?>("--seed") { Description = "A file with institutions and card stations to add" };
        var drop = new Option<bool>("--drop") { Description = "Drop the database instead (only outside production)" };
        var command = new Command("migrate", "Bring the database up to this release; may be run again") { seed, drop };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            var connectionString = services.GetRequiredService<DatabaseOptions>().ConnectionString;
            if (parsed.GetValue(drop))
            {
                if (services.GetRequiredService<Settings>().Installation.Production)
                {
                    await Console.Error.WriteLineAsync("DB-006: a production database isn't dropped by this command.");
                    return Verb.Failed;
                }

                await DatabaseServer.DropAsync(connectionString, cancellationToken);
                return Verb.Ok;
            }

            await DatabaseServer.CreateAsync(connectionString, cancellationToken);
            var database = services.GetRequiredService<NpgsqlDataSource>();
            var run = await Migrator.MigrateAsync(database, cancellationToken);
            if (parsed.GetValue(seed) is { } file)
                await Seed.Read(await File.ReadAllTextAsync(file.FullName, cancellationToken)).PlantAsync(database, cancellationToken);
            await Node.LoadDefinitionsAsync(services, cancellationToken);
            Verb.Answer(parsed, new { migrations = run }, output => output.WriteLine($"{run} migrations run."));
            return Verb.Ok;
        });
        return command;
    }
}
