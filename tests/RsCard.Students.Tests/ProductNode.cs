using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;
using RsCard.Students.Tests.Mail;

namespace RsCard.Students.Tests;

/// <summary>
/// A whole node: the product with its settings, on a database of its own, the class's slapd, a pick-up folder for mails, and
/// <c>workflows/</c> and <c>mail-templates/</c> of the repository. Business time begins at noon on <see cref="FirstDay"/>.
/// </summary>
internal sealed class ProductNode : IAsyncDisposable
{
    public const string HsaTeam = "staff:annlin";

    /// <summary>A Monday without holidays near; a test may begin on another day.</summary>
    public static readonly DateOnly FirstDay = StudentRow.ReckonedOn;

    private readonly ProductSite site;
    private readonly bool ownsSite;
    private readonly ServiceProvider services;

    private ProductNode(ProductSite site, bool ownsSite, Action<IServiceCollection>? change)
    {
        this.site = site;
        this.ownsSite = ownsSite;
        var registered = new ServiceCollection();
        registered.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(site.Logs));
        site.AddTo(registered);
        registered.AddStudents();
        change?.Invoke(registered);
        services = registered.BuildServiceProvider();
    }

    public static CancellationToken NoToken => CancellationToken.None;

    public ProductSite Site => site;

    public NpgsqlDataSource Data => Get<NpgsqlDataSource>();

    public DateOnly Today => Get<TimeProvider>().Today();

    public StationDesk Station => Get<StationDesk>();

    public ReviewDesk Review => Get<ReviewDesk>();

    public WorkerLoops Workers => Get<WorkerLoops>();

    /// <param name="change">Replaces services, after the product has registered its own.</param>
    public static async Task<ProductNode> StartAsync(PrivateDirectory slapd, DateOnly? firstDay = null, Action<IServiceCollection>? change = null) =>
        await new ProductNode(await ProductSite.CreateAsync(slapd, firstDay ?? FirstDay), ownsSite: true, change).PrepareAsync();

    /// <summary>Another node on the same database, directory and mail folder.</summary>
    public Task<ProductNode> BesideAsync(Action<IServiceCollection>? change = null) => new ProductNode(site, ownsSite: false, change).PrepareAsync();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<SubmissionId> ReceiveAsync(string institution, byte[] list, string fileName = "list.csv") =>
        Assert.IsType<Receipt.Received>(await Get<SubmissionReceiver>().ReceiveAsync(institution, list, fileName, $"staff:{institution}", NoToken)).Id;

    /// <summary>Sends a list and lets the node work until nothing is due.</summary>
    public Task<SubmissionAnswer> SubmitAsync(string institution, params StudentRow[] rows) => SubmitAsync(institution, StudentRow.Csv(rows));

    public async Task<SubmissionAnswer> SubmitAsync(string institution, byte[] list)
    {
        var id = await ReceiveAsync(institution, list);
        await RunAsync();
        return await Get<SubmissionBook>().AnswerAsync(id, "sv", NoToken);
    }

    /// <summary>Sends the rows for LU, approves all that waits, and works.</summary>
    public async Task<IReadOnlyList<CaseId>> EnterAsync(params StudentRow[] rows)
    {
        await SubmitAsync("LU", rows);
        await ApproveAllAsync();
        return [.. (await Task.WhenAll(rows.Select(CaseAsync))).Select(id => id)];
    }

    /// <summary>Approves all that waits, and works.</summary>
    public async Task<DecisionResult> ApproveAllAsync()
    {
        var waiting = await WaitingAsync();
        var result = await Review.ApproveAsync([.. waiting.Select(item => item.Case)], HsaTeam, NoToken);
        await RunAsync();
        return result;
    }

    public Task<IReadOnlyList<ReviewItem>> WaitingAsync() => Get<ReviewQueue>().ListAsync(cases: null, NoToken);

    public Task<IdleResult> RunAsync() => Workers.RunUntilIdleAsync(NoToken);

    /// <summary>Days pass one by one, and each does what is due.</summary>
    public async Task AdvanceAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            await Get<BusinessClock>().ShiftAsync(TimeSpan.FromDays(1), NoToken);
            await RunAsync();
        }
    }

    public Task AdvanceToAsync(DateOnly day) => AdvanceAsync(day.DayNumber - Today.DayNumber);

    /// <summary>What waits for a retry is due now.</summary>
    public Task RetryNowAsync() => ExecuteAsync("update workflow.work_item set due_at = now() where state = 'ready'");

    public async Task<CaseId> CaseAsync(StudentRow row) =>
        Assert.Single(await Get<CaseBook>().FindAsync(row.Number.Digits, Today, NoToken));

    public async Task<CaseView> ViewAsync(CaseId id) =>
        await Get<CaseBook>().FindViewAsync(id, NoToken) ?? throw new InvalidOperationException($"no case {id}");

    /// <summary>The student is photographed and the node works.</summary>
    public async Task<DeskResult> PhotoAsync(CaseId id, string station = "LUND")
    {
        var result = await Station.TakePhotoAsync(id, station, GoodDocument(), reused: false, $"staff:{station}", NoToken);
        await RunAsync();
        return result;
    }

    public async Task<DeskResult> PickupAsync(CaseId id, string station = "LUND")
    {
        var result = await Station.HandOverAsync(id, station, GoodDocument(), $"staff:{station}", NoToken);
        await RunAsync();
        return result;
    }

    public IdDocument GoodDocument() => new("national-id", Today.AddYears(3));

    /// <summary>Kinds of the mails that were sent, in the order in which they were composed.</summary>
    public Task<List<string>> SentKindsAsync() => ListAsync<string>("select kind from mail where state = 'sent' order by composed_at, id");

    /// <summary>As <see cref="SentKindsAsync"/>, of the mails to students alone.</summary>
    public Task<List<string>> SentToStudentsAsync() => ListAsync<string>("select kind from mail where state = 'sent' and audience = 'Student' order by composed_at, id");

    /// <summary>Every mail in the pick-up folder, as another program reads it.</summary>
    public async Task<List<ReadMail>> MailsAsync() =>
        [.. await Task.WhenAll(site.MailFiles().Select(ReadMail.FromAsync))];

    /// <summary>All entries of a person, as the directory's administrator sees them.</summary>
    public Task<IReadOnlyList<LdapEntry>> EntriesAsync(StudentRow row) => site.FindAsync(LdapFilter.Equal("personalIdentityNumber", row.Number.Digits));

    public async Task<LdapEntry> EntryAsync(StudentRow row) => Assert.Single(await EntriesAsync(row));

    public async Task<T?> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Data.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public async Task<List<T>> ListAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Data.OpenConnectionAsync();
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Data.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsSite)
            await site.DisposeAsync();
    }

    private async Task<ProductNode> PrepareAsync()
    {
        await Get<BusinessClock>().RefreshAsync(NoToken);
        await Get<DefinitionCatalogue>().LoadFolderAsync(Path.Combine(SlapdServer.Root(), "workflows"), NoToken);
        return this;
    }
}
