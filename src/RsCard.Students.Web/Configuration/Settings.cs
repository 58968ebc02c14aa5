using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Mail;
using RsCard.Students.Runtime;
using RsCard.Students.Recurring;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Recurring;

namespace RsCard.Students.Web.Configuration;

/// <summary>
/// The settings of an installation, read from <c>appsettings.json</c> (or the file that <c>RSCARD_CONFIG</c> names) and from environment
/// variables that begin with <c>RSCARD__</c>. Each key is known or the start is refused (<c>CFG-001</c>), and each value holds (<c>CFG-002</c>).
/// </summary>
public sealed class Settings
{
    private const string EnvironmentPrefix = "RSCARD__";
    private readonly List<string> problems = [];
    private readonly HashSet<string> sections = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfiguration configuration;
    private readonly IServiceCollection services = new ServiceCollection();
    private readonly List<(string Section, object Options)> all = [];

    private Settings(IConfiguration configuration, string home)
    {
        this.configuration = configuration;
        Home = home;
        Installation = Read<InstallationOptions>(InstallationOptions.Section, options => options.Problems());
        Database = Read<DatabaseOptions>(DatabaseOptions.Section, options => options.Problems());
        Read<SecretsOptions>(SecretsOptions.Section, options => options.Problems());
        Read<DirectoryOptions>(DirectoryOptions.Section, DirectoryProblems);
        Read<IdentifierOptions>(IdentifierOptions.Section, options => options.Problems());
        Read<ProcessOptions>(ProcessOptions.Section, options => options.Problems());
        Read<ForecastOptions>(ForecastOptions.Section, options => options.Problems());
        Read<MailOptions>(MailOptions.Section, MailProblems);
        Read<ContactOptions>(ContactOptions.Section, options => options.Problems());
        Read<StatusOptions>(StatusOptions.Section, options => options.Problems());
        Read<WorkflowRuntimeOptions>(WorkflowRuntimeOptions.Section, options => options.Problems());
        Read<RecurringJobOptions>(RecurringJobOptions.Section, RecurringJobProblems);
        foreach (var unknown in configuration.GetChildren().Where(section => !sections.Contains(section.Key)))
            problems.Add($"CFG-001: there is no section '{unknown.Key}'; the sections are {string.Join(", ", sections)}.");
    }

    /// <summary>The folder that <c>workflows/</c> and <c>mail-templates/</c> lie in.</summary>
    public string Home { get; }

    public InstallationOptions Installation { get; }

    public DatabaseOptions Database { get; }

    public string WorkflowFolder => Path.Combine(Home, Installation.WorkflowFolder);

    /// <exception cref="SettingsException">Everything that is wrong with the settings, a line each.</exception>
    public static Settings Load() => Load(new Dictionary<string, string?>());

    /// <param name="changes">Key → value, before whatever the installation says: for a rehearsal.</param>
    /// <exception cref="SettingsException">Everything that is wrong with the settings, a line each.</exception>
    public static Settings Load(IReadOnlyDictionary<string, string?> changes)
    {
        var home = Environment.GetEnvironmentVariable("RSCARD_HOME") ?? Directory.GetCurrentDirectory();
        var named = Environment.GetEnvironmentVariable("RSCARD_CONFIG");
        var builder = new ConfigurationBuilder();
        if (named is not null)
            builder.AddJsonFile(Path.GetFullPath(named), optional: false);
        else
            builder.AddJsonFile(Path.Combine(home, "appsettings.json"), optional: true);

        var read = builder.AddEnvironmentVariables(EnvironmentPrefix).Build();
        return From(builder.AddInMemoryCollection(FoldersBelow(read, home)).AddInMemoryCollection(changes).Build(), home);
    }

    /// <exception cref="SettingsException">Everything that is wrong with the settings, a line each.</exception>
    public static Settings From(IConfiguration configuration, string home)
    {
        var settings = new Settings(configuration, home);
        return settings.problems.Count == 0 ? settings : throw new SettingsException(settings.problems);
    }

    /// <summary>Registers the options of every slice.</summary>
    public void AddTo(IServiceCollection target)
    {
        foreach (var descriptor in services)
            target.Add(descriptor);
    }

    /// <summary>Every setting as it counts in this process, secrets masked.</summary>
    public IReadOnlyList<SettingInForce> InForce() => [.. all.SelectMany(section => SettingsInForce.Of(configuration, section.Section, section.Options))];

    /// <summary>Folders that come with the installation are named from its own folder, wherever the process was started.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> FoldersBelow(IConfiguration read, string home)
    {
        var templates = $"{MailOptions.Section}:{nameof(MailOptions.TemplateFolder)}";
        yield return new(templates, Path.Combine(home, read[templates] ?? new MailOptions().TemplateFolder));
    }

    private T Read<T>(string name, Func<T, IEnumerable<string>> check)
        where T : class, new()
    {
        sections.Add(name);
        var options = new T();
        try
        {
            options = configuration.GetSection(name).Get<T>(binder => binder.ErrorOnUnknownConfiguration = true) ?? options;
            problems.AddRange(check(options).Select(problem => $"CFG-002: {name}: {problem}."));
        }
        catch (InvalidOperationException wrong)
        {
            problems.Add($"CFG-001: {name}: {wrong.Message}{(wrong.InnerException is { } inner ? " " + inner.Message : "")}");
        }

        services.AddSingleton(options);
        all.Add((name, options));
        return options;
    }

    private IEnumerable<string> MailProblems(MailOptions options) =>
        options is { Transport: MailTransportKind.Smtp, Security: SmtpSecurity.None } && Installation.Production
            ? [.. options.Problems(), $"expected {nameof(options.Security)} to be StartTls in production, got None"]
            : options.Problems();

    private static IEnumerable<string> RecurringJobProblems(RecurringJobOptions options) =>
        [.. options.Problems(), .. options.Schedules.Values.Select(schedule => Timetable.ProblemOf(schedule)).OfType<string>()];

    private IEnumerable<string> DirectoryProblems(DirectoryOptions options) =>
        options.Security == "Plain" && Installation.Production
            ? [.. options.Problems(), $"expected {nameof(options.Security)} to be Ldaps or StartTls in production, got Plain"]
            : options.Problems();
}

/// <summary>The settings can't be used; the start is refused.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
