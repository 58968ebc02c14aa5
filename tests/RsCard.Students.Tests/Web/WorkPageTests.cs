using System.Net;
using Dapper;

namespace RsCard.Students.Tests.Web;

/// <summary>Failed work on the page: by cause, with what is safe to do, and the buttons for it. The kind is one that no node has a handler for.</summary>
[Collection(SiteCollection.Name)]
public sealed class WorkPageTests(TestSite site) : IAsyncLifetime
{
    private readonly string kind = $"kind{Guid.NewGuid():N}";
    private readonly List<long> incidents = [];

    public async Task InitializeAsync()
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        for (var index = 0; index < 3; index++)
        {
            incidents.Add(await connection.ExecuteScalarAsync<long>(
                """
                with item as (
                    insert into workflow.work_item (kind, key, payload, state)
                    values (@kind, gen_random_uuid()::text, '{}', 'dead')
                    returning id
                )
                insert into workflow.incident (kind, work_item_id, work_kind, code, detail, attempts)
                select 'work', id, @kind, 'DIR-006', 'insufficientAccessRights', 3
                from item
                returning id
                """,
                new { kind }));
        }
    }

    public async Task DisposeAsync()
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("delete from workflow.work_item where kind = @kind; delete from workflow.incident where work_kind = @kind", new { kind });
    }

    [Fact]
    public async Task Group_tells_its_count_and_what_is_safe_and_one_button_retries_all_that_were_counted()
    {
        using var visitor = await site.VisitAsync("annlin");
        var page = await visitor.ReadAsync("/work");
        Assert.Contains($"DIR-006 – {kind}", page);
        Assert.Contains("Inget har skrivits. Rätta tjänstekontots", page);
        Assert.Contains("Försök igen med alla 3", page);

        using var retried = await visitor.PostAsync("/work", "/work?handler=All", ("cause", "DIR-006"), ("kind", kind), ("last", $"{incidents[1]}"));

        Assert.Equal("/work", retried.Headers.Location?.ToString());
        Assert.Contains("2 försöks igen. Lagat står det först när det har gått igenom.", await visitor.ReadAsync("/work"));
        Assert.Equal(["retrying", "retrying", "open"], await StatesAsync());
    }

    [Fact]
    public async Task One_is_retried_and_a_second_click_says_that_it_is_taken_care_of()
    {
        using var visitor = await site.VisitAsync("annlin");
        using var first = await visitor.PostAsync("/work", "/work", ("incident", $"{incidents[0]}"));
        Assert.Contains("Det försöks igen", await visitor.ReadAsync("/work"));
        using var second = await visitor.PostAsync("/work", "/work", ("incident", $"{incidents[0]}"));
        Assert.Contains("Det är redan omhändertaget.", await visitor.ReadAsync("/work"));
        Assert.Equal(["retrying", "open", "open"], await StatesAsync());
    }

    [Fact]
    public async Task Reason_is_asked_for_beside_its_field_and_what_was_typed_stays()
    {
        using var visitor = await site.VisitAsync("annlin");
        using var refused = await visitor.PostAsync("/work", "/work?handler=Resolve", ("incident", $"{incidents[0]}"), ("Reason", " "), ("Outcome", "Added"));
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("id=\"Reason-wrong\"", page);
        Assert.Contains("href=\"#Reason\"", page);
        using var number = await visitor.PostAsync("/work", "/work?handler=Resolve", ("incident", $"{incidents[0]}"), ("Reason", $"Fel {site.NewNumber()}"));
        Assert.Contains("id=\"Reason-wrong\"", await number.Content.ReadAsStringAsync());
        using var noStep = await visitor.PostAsync("/work", "/work?handler=Resolve", ("incident", $"{incidents[0]}"), ("Reason", "Gjort i katalogen"), ("Outcome", "Added"));
        Assert.Contains("Gjort i katalogen", await noStep.Content.ReadAsStringAsync());
        Assert.Equal(["open", "open", "open"], await StatesAsync());

        using var resolved = await visitor.PostAsync("/work", "/work?handler=Resolve&lang=en", ("incident", $"{incidents[0]}"), ("Reason", "Gjort i katalogen"));
        Assert.Equal(HttpStatusCode.Redirect, resolved.StatusCode);
        Assert.Equal(["resolved", "open", "open"], await StatesAsync());
    }

    [Fact]
    public async Task Button_without_the_forms_token_is_refused()
    {
        using var visitor = await site.VisitAsync("annlin");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/work?handler=All")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("cause", "DIR-006"), KeyValuePair.Create("kind", kind), KeyValuePair.Create("last", $"{incidents[2]}")]),
        };
        using var response = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["open", "open", "open"], await StatesAsync());
    }

    private async Task<IEnumerable<string>> StatesAsync()
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        return await connection.QueryAsync<string>("select state from workflow.incident where work_kind = @kind order by id", new { kind });
    }
}
