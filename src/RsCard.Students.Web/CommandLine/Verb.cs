using System.CommandLine;
using System.Text.Json;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Mail;
using RsCard.Students.Recurring;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Versions;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Configuration;
using RsCard.Students.Web.Demo;
using RsCard.Students.Web.Rehearsal;

namespace RsCard.Students.Web.CommandLine;

/// <summary>What the verbs have in common: a node of their own, errors as one line with a code, JSON for programs.</summary>
internal static class Verb
{
    public const int Ok = 0;
    public const int Failed = 1;

    /// <summary>A file that was refused whole.</summary>
    public const int Refused = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>--json</c>, understood by every verb.</summary>
    public static Option<bool> JsonOption { get; } = new("--json") { Description = "Answer in JSON, for programs", Recursive = true };

    /// <summary>Who acts, as it stands in the audit trail.</summary>
    public static string Actor => $"cli:{Environment.UserName}";

    /// <summary>Runs a verb on a node; what fails is said in one line on standard error, and the exit code isn't 0.</summary>
    public static void SetAction(Command command, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> act) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var services = new ServiceCollection();
                services.AddLogging(logging => logging
                    .AddFilter(level => level >= LogLevel.Warning)
                    .AddFilter("RsCard.Students.Runtime", command.Name == "demo" ? LogLevel.Error : LogLevel.Warning)
                    .AddSimpleConsole());
                services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
                await using var provider = services.AddNode(Settings.Load()).BuildServiceProvider();
                return await act(parsed, provider, cancellationToken);
            }
            catch (Exception failure) when (Explain(failure) is { } text)
            {
                await Console.Error.WriteLineAsync(text);
                return Failed;
            }
        });

    public static string ToJson(object value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Answers with JSON where the caller asked for it, else with text.</summary>
    public static void Answer(ParseResult parsed, object value, Action<TextWriter> write)
    {
        if (parsed.GetValue(JsonOption))
            Console.Out.WriteLine(ToJson(value));
        else
            write(Console.Out);
    }

    /// <summary>
    /// Outside production a verb also does the work it has caused, so that a laptop needs no second window. In production the
    /// workers do it.
    /// </summary>
    public static async Task DoWorkAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<Settings>().Installation.Production)
            await services.GetRequiredService<WorkerLoops>().RunUntilIdleAsync(cancellationToken);
    }

    /// <summary>One line a person can act on; null for a bug, which keeps its stack.</summary>
    private static string? Explain(Exception failure) => failure switch
    {
        SettingsException or MailTemplateException or DefinitionException or RefusedDefinitionsException or UnknownInstitutionException or MigrationException or UnknownJobException or RunRefusedException or DirectoryReadException or DemoStoppedException or RehearsalException or VersionException => failure.Message,
        LdapException => $"DIR-001: the directory doesn't answer ({failure.Message})",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } =>
            "DB-007: the database isn't there or isn't of this release: run migrate",
        PostgresException { IsTransient: false } => null,
        NpgsqlException => $"DB-003: the database doesn't answer ({failure.Message})",
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => $"FILE: {failure.Message}",
        OperationCanceledException => "cancelled",
        _ => null,
    };
}
