using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Placements;
using RsCard.Students.Review;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Testing;

/// <summary>Students of the site's tests, each with a test-series number of its own.</summary>
internal static class TestStudents
{
    private static int used;

    public static DateOnly Today(this TestSite site) => site.Services.GetRequiredService<TimeProvider>().Today();

    public static string NewNumber(this TestSite site) => SampleList.Number(Interlocked.Increment(ref used), site.Today()).Display(site.Today());

    public static byte[] List(this TestSite site, params string[] numbers)
    {
        var text = new StringBuilder("Personnummer;Förnamn;Efternamn;E-post;Program;Startdatum;Slutdatum\r\n");
        foreach (var (number, place) in numbers.Select((number, place) => (number, place)))
            text.Append(CultureInfo.InvariantCulture, $"{number};Åsa{place};Öberg;asa{place}@larosate.example;Sjuksköterskeprogrammet;{site.Today():yyyy-MM-dd};{site.Today().AddYears(1):yyyy-MM-dd}\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A student whose row has been applied: waits for review.</summary>
    public static async Task<CaseId> NewCaseAsync(this TestSite site, string institution = "LU", string? number = null)
    {
        number ??= site.NewNumber();
        await site.Services.GetRequiredService<SubmissionReceiver>().ReceiveAsync(institution, site.List(number), "test.csv", "test", CancellationToken.None);
        await site.WorkAsync();
        return Assert.Single(await site.Services.GetRequiredService<CaseBook>().FindAsync(number, site.Today(), CancellationToken.None));
    }

    /// <summary>Students who wait for review, from one list.</summary>
    public static async Task ManyCasesAsync(this TestSite site, int count)
    {
        var list = site.List([.. Enumerable.Range(0, count).Select(_ => site.NewNumber())]);
        await site.Services.GetRequiredService<SubmissionReceiver>().ReceiveAsync("LU", list, "many.csv", "test", CancellationToken.None);
        await site.WorkAsync();
    }

    /// <summary>A student with entry and RSid: goes to a card station.</summary>
    public static async Task<CaseView> NewApprovedAsync(this TestSite site, string institution = "LU")
    {
        var id = await site.NewCaseAsync(institution);
        var result = await site.Services.GetRequiredService<ReviewDesk>().ApproveAsync([id], "test", CancellationToken.None);
        Assert.Empty(result.Skipped);
        await site.WorkAsync();
        return await site.ViewAsync(id);
    }

    /// <summary>A student who has fetched a card in Lund.</summary>
    public static async Task<CaseView> NewHolderAsync(this TestSite site, string institution = "LU")
    {
        var view = await site.NewApprovedAsync(institution);
        await site.Services.GetRequiredService<StationDesk>().TakePhotoAsync(
            view.Id, "LUND", new IdDocument("passport", site.Today().AddYears(3)), reused: false, "staff:pereks", CancellationToken.None);
        await site.WorkAsync();

        // A month has to pass before a card is handed over, and the site's clock is everybody's.
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("update card set state = 'handed-over', handed_over_on = photo_on where case_id = @id", new { id = view.Id.Value });
        return await site.ViewAsync(view.Id);
    }

    public static async Task<T?> ScalarAsync<T>(this TestSite site, string sql, object? parameters = null)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public static async Task<CaseView> ViewAsync(this TestSite site, CaseId id) =>
        await site.Services.GetRequiredService<CaseBook>().FindViewAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("no case");

    /// <summary>A link to the student's page that a mail could have carried.</summary>
    public static async Task<string> NewLinkAsync(this TestSite site, CaseView view, TimeSpan validFor)
    {
        var link = StatusLink.Create(new Uri("http://127.0.0.1/"));
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into status_link (token_hash, student_id, case_id, mail_id, expires_at)
            select @Hash, student_id, case_id, id, @until
            from mail
            where case_id = @id
            limit 1
            """,
            new { link.Hash, until = site.Services.GetRequiredService<TimeProvider>().GetUtcNow() + validFor, id = view.Id.Value });
        return link.Token;
    }

    /// <summary>A new placement of the student, and the link to its page that a mail of this kind could have carried.</summary>
    /// <param name="unitKind"><c>private</c> or <c>halmstad</c>.</param>
    public static async Task<(Guid Placement, string Token)> NewUnitLinkAsync(this TestSite site, CaseView view, string mailKind, string unitKind = "private")
    {
        var placement = Guid.NewGuid();
        var link = UnitLink.Create(new Uri("http://127.0.0.1/"));
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into placement (id, enrolment_id, unit, unit_kind, first_day)
            select @placement, enrolment_id, 'Ljungens vårdcentral', @unitKind, @first from student_case where id = @id;
            insert into mail (id, student_id, case_id, kind, audience, message_id, language, state, text_sealed, composed_at)
            select @mail, student_id, case_id, @mailKind, 'Unit', @mail::text, language, 'sent', text_sealed, composed_at from mail where case_id = @id limit 1;
            insert into unit_link (token_hash, placement_id, case_id, mail_id, expires_at) values (@Hash, @placement, @id, @mail, @until)
            """,
            new
            {
                placement, link.Hash, mailKind, unitKind, mail = Guid.NewGuid(), id = view.Id.Value, first = site.Today().AddDays(40),
                until = site.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(30),
            });
        return (placement, link.Token);
    }
}
