using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Students;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>
/// A whole node on tables of its own: the real definitions, runtime, activities, desks and workers, with a directory and a mail server in
/// memory. Nothing of it reaches the installation's tables, directory or mail server, and nothing is left behind.
/// </summary>
public sealed class RehearsalStage : IAsyncDisposable
{
    private static readonly TimeOnly Opening = new(10, 0);

    private readonly ScratchDatabase scratch;
    private readonly ServiceProvider services;

    private RehearsalStage(ScratchDatabase scratch, ServiceProvider services)
    {
        this.scratch = scratch;
        this.services = services;
    }

    public IServiceProvider Services => services;

    /// <summary>Makes the tables, the directory and the clock of a rehearsal.</summary>
    /// <param name="load">The installation's settings with changes.</param>
    /// <exception cref="RehearsalException"><c>REH-001</c>: the account may not create databases.</exception>
    /// <exception cref="SettingsException">A changed setting isn't known or doesn't hold.</exception>
    public static async Task<RehearsalStage> BuildAsync(Func<IReadOnlyDictionary<string, string?>, Settings> load, RehearsalPlan plan, CancellationToken cancellationToken)
    {
        var tables = await ScratchDatabase.CreateAsync(load(plan.Settings).Database.ConnectionString, TimeProvider.System, cancellationToken);
        ServiceProvider? node = null;
        try
        {
            node = Register(load(Changes(plan, tables)), plan);
            await SetUpAsync(node, plan, cancellationToken);
            return new RehearsalStage(tables, node);
        }
        catch
        {
            if (node is not null)
                await node.DisposeAsync();
            await tables.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await services.DisposeAsync();
        }
        finally
        {
            await scratch.DisposeAsync();
        }
    }

    /// <summary>The plan's changes, and over them what keeps the rehearsal to itself.</summary>
    private static Dictionary<string, string?> Changes(RehearsalPlan plan, ScratchDatabase scratch)
    {
        var changes = new Dictionary<string, string?>(plan.Settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Installation:Production"] = "false",
            ["Database:ConnectionString"] = scratch.ConnectionString,
            ["Directory:Host"] = "rehearsal.invalid",
            ["Mail:Transport"] = nameof(MailTransportKind.Pickup),
            ["Mail:Connections"] = "16",
            ["Mail:BounceFolder"] = "",
            ["Contacts:ItMail"] = "it@rehearsal.example",
            ["Contacts:HalmstadMail"] = "vfu@rehearsal.example",
        };
        if (plan.WorkflowFolder is { } folder)
            changes["Installation:WorkflowFolder"] = folder;
        return changes;
    }

    private static ServiceProvider Register(Settings settings, RehearsalPlan plan)
    {
        var registered = new ServiceCollection();
        registered.AddLogging(logging => logging.AddFilter(level => level >= LogLevel.Critical).AddSimpleConsole());
        registered.AddNode(settings);

        // Whoever asks for the real ones gets nothing, rather than the region's.
        registered.RemoveReconciliation();
        registered.RemoveAll<DirectoryConnections>();
        registered.RemoveAll<RegionDirectory>();
        registered.RemoveAll<IRegionDirectory>();
        registered.RemoveAll<IMailTransport>();
        registered.RemoveAll<MasterKeys>();
        registered.AddSingleton(plan);
        registered.AddSingleton(plan.People);
        registered.AddSingleton(new Chance(plan.Seed));
        registered.AddSingleton<SimulatedDirectory>();
        registered.AddSingleton<IRegionDirectory>(provider => provider.GetRequiredService<SimulatedDirectory>());
        registered.AddSingleton<SimulatedMail>();
        registered.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<SimulatedMail>());
        registered.AddSingleton(_ => MasterKeys.Parse([$"lookup {NewKey()}", $"rehearsal {NewKey()}"]));
        registered.AddSingleton<Cohort>();
        registered.AddSingleton<CaseRegister>();
        registered.AddSingleton<RehearsedOffices>();
        registered.AddSingleton<RehearsedStudents>();
        registered.AddSingleton<RehearsedDesks>();
        registered.AddSingleton<RehearsedLives>();
        registered.AddSingleton<RehearsalReader>();
        registered.AddSingleton<RehearsedYear>();
        return registered.BuildServiceProvider();
    }

    private static async Task SetUpAsync(ServiceProvider node, RehearsalPlan plan, CancellationToken cancellationToken)
    {
        var database = node.GetRequiredService<NpgsqlDataSource>();
        await Migrator.MigrateAsync(database, cancellationToken);
        await Cohort.Region.PlantAsync(database, cancellationToken);

        // Late enough that what is due at 08:00 is due in winter and in summer time, early enough that the day doesn't end while it is rehearsed.
        await node.GetRequiredService<BusinessClock>().BeginAtAsync(StockholmTime.At(plan.FirstDay, Opening), cancellationToken);
        try
        {
            await Node.PrepareAsync(node, cancellationToken);
            node.GetRequiredService<DefinitionCatalogue>().GetLatest("enrolment");
        }
        catch (DefinitionException wrong)
        {
            throw new RehearsalException($"REH-002: the workflows can't be rehearsed: {wrong.Message}", wrong);
        }
    }

    private static string NewKey() => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
}
