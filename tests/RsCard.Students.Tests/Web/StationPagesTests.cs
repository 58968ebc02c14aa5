using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Status;
using RsCard.Students.Students;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class StationPagesTests(TestSite site)
{
    [Fact]
    public async Task Student_is_found_by_rsid_photographed_and_sent_to_the_same_station_later()
    {
        var view = await site.NewApprovedAsync();
        using var lund = await site.VisitAsync("pereks");
        using var malmo = await site.VisitAsync("sarman");
        using var found = await lund.PostAsync("/station", "/station?at=LUND", ("Sought", view.RsId!));
        var counter = found.Headers.Location!.ToString();
        Assert.Equal($"/station/{view.Id}?at=LUND", counter);

        using var done = await lund.PostAsync(counter, $"/station/{view.Id}?at=LUND&handler=Photo", ("Document", "passport"), ("ValidTo", "2036-01-01"), ("Reused", "false"));
        await site.UndoTimeIsOverAsync();

        Assert.Contains("Fotot är registrerat. Kortet väntas till Kortstationen i Lund tidigast", await lund.ReadAsync(counter));
        Assert.Equal("LUND", (await site.ViewAsync(view.Id)).Card?.StationCode);
        var there = $"/station/{view.Id}?at=MALMO";
        Assert.Contains("Kortet ska hämtas där fotot togs: Kortstationen i Lund.", await malmo.ReadAsync(there));
        using var wrong = await malmo.PostAsync("/station", there + "&handler=HandOver", ("Document", "passport"), ("ValidTo", "2036-01-01"));
        Assert.Contains("Hänvisa studenten dit. (STATION-001)", await malmo.ReadAsync(there));
        using var early = await lund.PostAsync(counter, $"/station/{view.Id}?at=LUND&handler=HandOver", ("Document", "passport"), ("ValidTo", "2036-01-01"));
        Assert.Contains("STATION-002", await lund.ReadAsync(counter));
        Assert.Equal(CardState.Applied, (await site.ViewAsync(view.Id)).Card?.State);
    }

    [Fact]
    public async Task Code_of_the_students_page_finds_the_student_and_is_nowhere_afterwards()
    {
        var view = await site.NewApprovedAsync();
        var token = await site.NewLinkAsync(view, TimeSpan.FromDays(30));
        using var lund = await site.VisitAsync("pereks");
        foreach (var scanned in new[] { CounterCode.Of(token), $"https://kort.example.se/s/{token}", token })
        {
            using var found = await lund.PostAsync("/station", "/station?at=LUND", ("Sought", scanned));
            Assert.Equal($"/station/{view.Id}?at=LUND", found.Headers.Location?.ToString());
            var page = await lund.ReadAsync($"/station/{view.Id}?at=LUND");
            Assert.DoesNotContain(scanned, page);
            Assert.DoesNotContain(site.Logged, line => line.Contains(scanned, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Unknown_expired_and_revoked_codes_answer_alike_and_are_not_shown_again()
    {
        var view = await site.NewApprovedAsync();
        var revoked = await site.NewLinkAsync(view, TimeSpan.FromDays(30));
        await using (var command = site.Database.DataSource.CreateCommand("update status_link set revoked_at = now() where case_id = $1"))
        {
            command.Parameters.AddWithValue(view.Id.Value);
            await command.ExecuteNonQueryAsync();
        }

        var expired = await site.NewLinkAsync(view, TimeSpan.FromDays(-1));
        using var lund = await site.VisitAsync("pereks");
        List<string> answers = [];
        foreach (var token in new[] { revoked, expired, StatusLink.Create(new Uri("http://127.0.0.1/")).Token })
        {
            using var response = await lund.PostAsync("/station", "/station?at=LUND", ("Sought", CounterCode.Of(token)));
            var page = await response.Content.ReadAsStringAsync();
            Assert.Contains("STATION-009", page);
            Assert.DoesNotContain(CounterCode.Of(token), page);
            answers.Add(page[page.IndexOf("STATION-009", StringComparison.Ordinal)..page.IndexOf("__RequestVerificationToken", page.IndexOf("<main", StringComparison.Ordinal), StringComparison.Ordinal)]);
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Photo_can_be_undone_for_five_minutes_and_registered_anew()
    {
        var view = await site.NewApprovedAsync();
        using var lund = await site.VisitAsync("pereks");
        var counter = $"/station/{view.Id}?at=LUND";
        (string, string)[] shown = [("Document", "passport"), ("ValidTo", "2036-01-01"), ("Reused", "false")];
        using var photo = await lund.PostAsync(counter, counter + "&handler=Photo", shown);
        var page = await lund.ReadAsync(counter);
        Assert.Contains("Fotot är registrerat.", page);
        Assert.Contains("Kan ångras till", page);
        Assert.DoesNotContain("handler=Photo", page);
        using var twice = await lund.PostAsync(counter, counter + "&handler=Photo", shown);
        Assert.Contains("STATION-008", await lund.ReadAsync(counter));

        using var undone = await lund.PostAsync(counter, counter + "&handler=Undo");
        page = await lund.ReadAsync(counter);
        Assert.Contains("Ångrat. Inget är registrerat.", page);
        Assert.Contains("handler=Photo", page);
        await site.UndoTimeIsOverAsync();
        Assert.Null((await site.ViewAsync(view.Id)).Card);

        using var anew = await lund.PostAsync(counter, counter + "&handler=Photo", shown);
        await site.UndoTimeIsOverAsync();
        Assert.Equal("LUND", (await site.ViewAsync(view.Id)).Card?.StationCode);
        using var late = await lund.PostAsync(counter, counter + "&handler=Undo");
        Assert.Contains("Det var för sent att ångra", await lund.ReadAsync(counter));
    }

    [Fact]
    public async Task Card_that_is_sent_home_is_neither_awaited_at_the_counter_nor_has_an_envelope()
    {
        var view = await site.NewApprovedAsync();
        Assert.IsType<VariantResult.Moved>(await site.Services.GetRequiredService<VariantDesk>().MoveAsync(view.Id, CasePath.ServiceHome, applies: true, "test", CancellationToken.None));
        await site.Services.GetRequiredService<StationDesk>().TakePhotoAsync(view.Id, "LUND", new IdDocument("passport", site.Today().AddYears(3)), reused: false, "staff:pereks", CancellationToken.None);
        await site.WorkAsync();
        using var lund = await site.VisitAsync("pereks");
        var counter = $"/station/{view.Id}?at=LUND";
        var page = await lund.ReadAsync(counter);
        Assert.Contains("Kortet skickas hem tidigast", page);
        Assert.Contains("handler=Delay", page);
        Assert.DoesNotContain("handler=Arrived", page);
        await using (var sent = site.Database.DataSource.CreateCommand("update card set state = 'expected' where case_id = $1"))
        {
            sent.Parameters.AddWithValue(view.Id.Value);
            await sent.ExecuteNonQueryAsync();
        }

        Assert.DoesNotContain("handler=Pin", await lund.ReadAsync(counter));
    }

    [Fact]
    public async Task What_could_not_be_carried_out_is_told_on_the_page_of_who_registered_it()
    {
        var view = await site.NewApprovedAsync();
        using var lund = await site.VisitAsync("pereks");
        var counter = $"/station/{view.Id}?at=LUND";
        using var photo = await lund.PostAsync(counter, counter + "&handler=Photo", ("Document", "passport"), ("ValidTo", "2036-01-01"), ("Reused", "false"));
        Assert.DoesNotContain(view.Id.ToString(), await lund.ReadAsync("/station"));
        await site.Services.GetRequiredService<CaseDesk>().WithdrawAsync(view.Id, "studieavbrott", "test", CancellationToken.None);
        await site.UndoTimeIsOverAsync();
        var page = await lund.ReadAsync("/station");
        Assert.Contains($"/station/{view.Id}?at=LUND", page);
        Assert.Contains("STATION-003", page);
        using var malmo = await site.VisitAsync("sarman");
        Assert.DoesNotContain(view.Id.ToString(), await malmo.ReadAsync("/station"));
    }

    [Fact]
    public async Task D70_Card_is_blocked_found_and_given_back_at_the_counter_and_each_time_said_so()
    {
        var view = await site.NewApprovedAsync();
        using var lund = await site.VisitAsync("pereks");
        var counter = $"/station/{view.Id}?at=LUND";
        using var photo = await lund.PostAsync(counter, counter + "&handler=Photo", ("Document", "passport"), ("ValidTo", "2036-01-01"), ("Reused", "false"));
        await site.UndoTimeIsOverAsync();
        Assert.DoesNotContain("handler=Lost", await lund.ReadAsync(counter));
        await using (var fetched = site.Database.DataSource.CreateCommand("update card set state = 'handed-over' where case_id = $1"))
        {
            fetched.Parameters.AddWithValue(view.Id.Value);
            await fetched.ExecuteNonQueryAsync();
        }

        using var noChoice = await lund.PostAsync(counter, counter + "&handler=Lost");
        Assert.Contains("Välj om kortet kan hittas.", WebUtility.HtmlDecode(await noChoice.Content.ReadAsStringAsync()));
        Assert.Equal("handed-over", (await site.ViewAsync(view.Id)).Card?.State);
        using var lost = await lund.PostAsync(counter, counter + "&handler=Lost", ("MayBeFound", "true"));
        Assert.Contains("Kortet är spärrat tills vidare.", await lund.ReadAsync(counter));
        using var found = await lund.PostAsync(counter, counter + "&handler=Found");
        Assert.Contains("Spärren är hävd.", await lund.ReadAsync(counter));
        using var pin = await lund.PostAsync(counter, counter + "&handler=Pin");
        Assert.Contains("Avgift: 150 kr.", await lund.ReadAsync(counter));
        using var back = await lund.PostAsync(counter, counter + "&handler=Return");
        Assert.Contains("Kortet är återlämnat och avregistrerat.", await lund.ReadAsync(counter));
        Assert.Equal("returned", (await site.ViewAsync(view.Id)).Card?.State);
    }

    [Fact]
    public async Task Counter_shows_neither_the_whole_number_nor_an_address()
    {
        var view = await site.NewApprovedAsync();
        using var visitor = await site.VisitAsync("pereks");

        var page = await visitor.ReadAsync($"/station/{view.Id}");

        Assert.Contains(PersonalNumber.FromDigits(view.Person!.PersonalNumber!).Masked, page);
        Assert.DoesNotContain(view.Person.PersonalNumber![^4..], page.Replace(view.RsId!, "").Replace(view.Id.ToString(), ""));
        Assert.DoesNotContain(view.Person.Email, page);
    }

    [Fact]
    public async Task Station_that_is_not_ones_own_is_not_there()
    {
        var view = await site.NewApprovedAsync();
        using var visitor = await site.VisitAsync("pereks");

        using var page = await visitor.GetAsync("/station?at=MALMO");
        using var act = await visitor.PostAsync("/station", $"/station/{view.Id}?at=MALMO&handler=Photo", ("Document", "passport"), ("ValidTo", "2036-01-01"));

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, act.StatusCode);
        Assert.Null((await site.ViewAsync(view.Id)).Card);
    }

    [Fact]
    public async Task Photo_without_document_and_day_says_what_is_missing()
    {
        var view = await site.NewApprovedAsync();
        using var visitor = await site.VisitAsync("pereks");

        using var response = await visitor.PostAsync("/station", $"/station/{view.Id}?handler=Photo", ("Document", "hat"), ("ValidTo", "soon"));

        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("id=\"Photo-Document-wrong\"", page);
        Assert.Contains("id=\"Photo-ValidTo-wrong\"", page);
        Assert.Null((await site.ViewAsync(view.Id)).Card);
    }
}
