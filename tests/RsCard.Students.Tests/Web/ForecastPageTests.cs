using System.Net;

namespace RsCard.Students.Tests.Web;

/// <summary>Who won't have a card on the first day (D-62).</summary>
[Collection(SiteCollection.Name)]
public sealed class ForecastPageTests(TestSite site)
{
    [Fact]
    public async Task D62_Administrator_sees_the_own_institutions_students_alone_and_the_team_all()
    {
        var (own, other) = (await NewLateAsync("LU"), await NewLateAsync("HKR"));
        using var administrator = await site.VisitAsync("karber");
        using var team = await site.VisitAsync("annlin");

        var mine = WebUtility.HtmlDecode(await administrator.ReadAsync("/forecast"));
        Assert.Contains($"/students/{own}", mine);
        Assert.DoesNotContain(other.ToString(), mine);
        Assert.DoesNotContain(other.ToString(), await administrator.ReadAsync("/forecast?institution=HKR"));
        Assert.Contains("Kortet tillverkas", mine);

        var all = await team.ReadAsync("/forecast?verdict=too-late&weeks=4");
        Assert.Contains($"/cases/{own}", all);
        Assert.Contains($"/cases/{other}", all);
        var one = await team.ReadAsync("/forecast?institution=HKR");
        Assert.Contains($"/cases/{other}", one);
        Assert.DoesNotContain($"/cases/{own}", one);
    }

    [Fact]
    public async Task D62_Choice_that_nobody_fits_says_why_and_leads_back_and_the_table_of_cases_has_the_same_choice()
    {
        var late = await NewLateAsync("HKR");
        using var team = await site.VisitAsync("annlin");

        Assert.Contains("href=\"/forecast\">Visa alla som inte är i tid</a>", WebUtility.HtmlDecode(await team.ReadAsync("/forecast?institution=NOBODY")));
        Assert.Contains($"/cases/{late}", await team.ReadAsync("/cases?forecast=too-late&institution=HKR"));
        Assert.DoesNotContain($"/cases/{late}", await team.ReadAsync("/cases?forecast=in-time&institution=HKR"));
    }

    private async Task<Guid> NewLateAsync(string institution)
    {
        var id = await site.NewCaseAsync(institution, site.NewNumber());
        await site.ScalarAsync<Guid?>(
            "insert into placement (id, enrolment_id, unit, unit_kind, first_day) select gen_random_uuid(), enrolment_id, 'Ljungens vårdcentral', 'public', @day from student_case where id = @id",
            new { id = id.Value, day = site.Today().AddDays(3) });
        return id.Value;
    }
}
