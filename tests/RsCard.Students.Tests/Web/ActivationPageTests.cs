using Microsoft.Extensions.DependencyInjection;
using RsCard.Ldap;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Web;

/// <summary>The HSA team's list of cards to activate (D-9).</summary>
[Collection(SiteCollection.Name)]
public sealed class ActivationPageTests(TestSite site)
{
    [Fact]
    public async Task D9_Activation_is_ordered_from_the_list_and_said_to_be_done()
    {
        var id = await InactiveAsync();
        using var hsa = await site.VisitAsync("annlin");
        Assert.Contains($"/cases/{id}", await hsa.ReadAsync("/activations"));
        using (var early = await hsa.PostAsync("/activations", "/activations?handler=Done", ("id", id.ToString())))
            Assert.Contains("CARD-012", await hsa.ReadAsync("/activations"));

        using (var ordered = await hsa.PostAsync("/activations", "/activations?handler=Order", ("id", id.ToString())))
            Assert.Equal("/activations", ordered.Headers.Location?.ToString());
        Assert.Contains("Aktiveringen är beställd hos it-avdelningen.", await hsa.ReadAsync("/activations"));
        await site.WorkAsync();
        Assert.Equal(["activation"], (await site.ViewAsync(id)).Steps.Select(step => step.ActivityId));
        Assert.Contains($"/cases/{id}", await hsa.ReadAsync("/activations"));

        using (var done = await hsa.PostAsync("/activations", "/activations?handler=Done", ("id", id.ToString())))
            Assert.Contains("Kortet är registrerat som aktivt.", await hsa.ReadAsync("/activations"));
        await site.WorkAsync();
        Assert.DoesNotContain((await site.ViewAsync(id)).Steps, step => step.DefinitionId == "card-activation");
        Assert.DoesNotContain($"/cases/{id}", await hsa.ReadAsync("/activations"));
    }

    /// <summary>A student whom the directory has in the wrong branch, with a card that is inactive.</summary>
    private async Task<CaseId> InactiveAsync()
    {
        var number = site.NewNumber();
        var id = await site.NewCaseAsync(number: number);
        var person = (await site.ViewAsync(id)).Person!;
        await using (var admin = await site.Slapd.ConnectAsync(site.Slapd.Admin))
        {
            List<(string Name, string Value)> values =
            [
                ("uid", $"hand-{person.PersonalNumber}"), ("cn", person.FullName), ("givenName", person.GivenName), ("sn", person.FamilyName),
                ("personalIdentityNumber", person.PersonalNumber!), ("cardSerial", "1"), ("cardState", "inactive"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20360101120000Z"),
            ];
            var added = await admin.AddAsync(
                site.Slapd.WrongBranch.Child("uid", $"hand-{person.PersonalNumber}"),
                [LdapAttribute.Text("objectClass", "inetOrgPerson", "rscardPerson"), .. values.Select(value => LdapAttribute.Text(value.Name, value.Value))],
                LdapRequestOptions.None,
                CancellationToken.None);
            Assert.Equal(LdapResultCode.Success, added.Code);
        }

        Assert.Empty((await site.Services.GetRequiredService<ReviewDesk>().ApproveAsync([id], "test", CancellationToken.None)).Skipped);
        await site.WorkAsync();
        return id;
    }
}
