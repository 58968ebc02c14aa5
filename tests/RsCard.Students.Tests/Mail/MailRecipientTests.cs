using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Reminders;
using RsCard.Students.Placements;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Status;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;

namespace RsCard.Students.Tests.Mail;

/// <summary>Who gets a mail, about which placement or card, and with which link.</summary>
public sealed partial class MailRecipientTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly DateOnly PlacementDay = new(2027, 2, 1);

    [Fact]
    public async Task D15_Unit_gets_a_link_of_its_own_to_the_placement_and_only_its_hash_is_kept()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = Assert.Single(await node.EnterAsync(new StudentRow().Placed("privat", PlacementDay)));
        await node.ExecuteAsync("update placement set unit_email = 'kassan@backaskog.example'");
        await OrderAsync(node, id, MailKind.VdiOrder);
        await OrderAsync(node, id, MailKind.VdiReminder);

        var mails = (await node.MailsAsync()).FindAll(mail => mail.To[0].Address == "kassan@backaskog.example");
        Assert.Equal(2, mails.Count);
        var tokens = mails.ConvertAll(mail => UnitToken().Match(mail.Parts[0].Text).Groups["token"].Value);
        Assert.Equal(2, tokens.Distinct().Count());
        var dump = await DatabaseDump.ReadAsync(node.Data);
        foreach (var token in tokens)
        {
            Assert.False(DatabaseDump.Tells(dump, token));
            Assert.Equal(
                await node.ScalarAsync<Guid>("select id from placement"),
                await node.ScalarAsync<Guid>("select placement_id from unit_link where token_hash = @hash and revoked_at is null and expires_at > now()", new { hash = UnitLink.FindHash(token) }));
            Assert.Equal(0L, await node.ScalarAsync<long>("select count(*) from status_link where token_hash = @hash", new { hash = StatusLink.FindHash(token) }));
        }

        Assert.Equal(2L, await node.ScalarAsync<long>("select count(*) from mail where audience = 'Unit'"));
        Assert.All(
            (await node.Get<MailBook>().ListAsync(id, ProductNode.NoToken)).Where(kept => kept.Kind.StartsWith("Vdi", StringComparison.Ordinal)),
            kept => Assert.Contains($"/unit/{ComposedMail.TokenPlaceholder}", kept.Mail!.TextBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_to_nobody_lets_the_case_go_on_and_stands_in_the_trail()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = Assert.Single(await node.EnterAsync(new StudentRow().Placed("privat", PlacementDay)));
        var before = (await node.MailsAsync()).Count;
        foreach (var kind in new[] { MailKind.VdiOrder, MailKind.DayOneChecklist, MailKind.ActivationOrder })
            await OrderAsync(node, id, kind);

        Assert.Equal(before, (await node.MailsAsync()).Count);
        Assert.Equal(
            ["ActivationOrder ItDepartment", "DayOneChecklist Supervisor", "VdiOrder Unit"],
            await node.ListAsync<string>("select facts ->> 'kind' || ' ' || (facts ->> 'audience') from audit_event where action = 'mail.nobody' order by 1"));
        Assert.Equal(0L, await node.ScalarAsync<long>("select count(*) from workflow.work_item where kind = 'mail'"));
    }

    [Fact]
    public async Task Offices_and_administrator_are_written_to_in_Swedish_and_the_student_in_English()
    {
        var contacts = new ContactOptions { HalmstadMail = "vfu@halmstad.example", ItMail = "it@region.example" };
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.AddSingleton(contacts));
        var row = new StudentRow { Language = "en" }.Placed("offentlig", PlacementDay);
        var id = Assert.Single(await node.EnterAsync(row));
        await node.ExecuteAsync(
            """
            insert into placement (id, enrolment_id, unit, unit_kind, first_day, supervisor_email)
            select gen_random_uuid(), enrolment_id, 'Halmstads sjukhus', 'halmstad', '2027-03-01', 'nobody@halmstad.example' from placement
            """);
        await node.ExecuteAsync("update placement set unit_kind = 'private', supervisor_email = 'handledaren@backaskog.example' where unit_kind = 'public'");
        foreach (var kind in new[] { MailKind.HalmstadHandover, MailKind.ActivationOrder, MailKind.VdiMissingHsa, MailKind.MailBounced, MailKind.DayOneChecklist, MailKind.CardFound })
            await OrderAsync(node, id, kind);

        var mails = await node.MailsAsync();
        var sent = mails.ToLookup(mail => mail.To[0].Address);
        foreach (var address in new[] { contacts.HalmstadMail, contacts.ItMail, contacts.HsaMail, "handledaren@backaskog.example" })
            Assert.Equal("sv", Assert.Single(sent[address]).Field("Content-Language"));
        Assert.Contains("Your card works again", sent[row.Email].Select(mail => mail.Field("Subject")));
        Assert.Contains($"https://kort.example.se/cases/{id}\n", Text(Assert.Single(sent[contacts.HsaMail])), StringComparison.Ordinal);
        var administrator = await node.ScalarAsync<string>("select email from institution where code = 'LU'");
        Assert.Contains($"https://kort.example.se/students/{id}\n", Text(Assert.Single(sent[administrator!])), StringComparison.Ordinal);
        Assert.Contains("rad 2 i listan list.csv", Text(Assert.Single(sent[administrator!])), StringComparison.Ordinal);
        foreach (var mail in mails.Where(mail => mail.To[0].Address != row.Email))
            Assert.DoesNotContain(row.FamilyName, Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task D5_Other_placement_than_that_in_Halmstad_never_goes_there()
    {
        var contacts = new ContactOptions { HalmstadMail = "vfu@halmstad.example" };
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.AddSingleton(contacts));
        var id = Assert.Single(await node.EnterAsync(new StudentRow().Placed("privat", PlacementDay)));

        await OrderAsync(node, id, MailKind.HalmstadHandover);
        await OrderAsync(node, id, MailKind.HalmstadHandover, await node.ScalarAsync<Guid>("select id from placement"));

        Assert.DoesNotContain(await node.MailsAsync(), mail => mail.To[0].Address == contacts.HalmstadMail);
    }

    [Fact]
    public async Task Mail_about_a_placement_or_a_card_tells_of_that_one()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = Assert.Single(await node.EnterAsync(new StudentRow().Placed("privat", PlacementDay)));
        await node.PhotoAsync(id);
        var other = Guid.NewGuid();
        await node.ExecuteAsync("insert into placement (id, enrolment_id, unit, unit_kind, first_day) select @other, enrolment_id, 'Citytandläkarna', 'private', '2027-04-05' from placement", new { other });
        var card = await node.ScalarAsync<Guid>("select id from card");
        await node.ExecuteAsync("update card set state = 'handed-over', valid_to = '2027-03-01'");
        await node.ExecuteAsync(
            """
            insert into card (id, student_id, case_id, kind, state, station_code, photo_on, photo_reused, photo_document, photo_document_valid_to, expected_on, valid_to)
            select uuidv7, student_id, case_id, kind, 'handed-over', station_code, photo_on, photo_reused, photo_document, photo_document_valid_to, expected_on, '2030-01-01'
            from card, (values (@newer)) as made (uuidv7)
            """,
            new { newer = Guid.CreateVersion7() });

        Assert.Equal("Backaskogs läkarhus", (await FindAsync(node, MailKind.UnitAddressMissing, id, subject: null)).Facts.UnitName);
        Assert.Equal("Citytandläkarna", (await FindAsync(node, MailKind.UnitAddressMissing, id, other)).Facts.UnitName);
        Assert.Equal(new DateOnly(2030, 1, 1), (await FindAsync(node, MailKind.CardExpiring, id, subject: null)).Facts.CertificateTo);
        Assert.Equal(new DateOnly(2027, 3, 1), (await FindAsync(node, MailKind.CardExpiring, id, card)).Facts.CertificateTo);
        Assert.Null(await node.Get<MailFactsReader>().FindAsync(MailKind.CardReady, id, card, ProductNode.NoToken));
    }

    [Fact]
    public async Task D7_RSid_is_mailed_once_in_whichever_form_and_again_in_the_form_it_had()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = Assert.Single(await node.EnterAsync(new StudentRow()));
        await OrderAsync(node, id, MailKind.RsIdForeign);
        await OrderAsync(node, id, MailKind.RsIdReserveCard);
        Assert.Equal(["RsId"], await node.SentKindsAsync());

        await node.ExecuteAsync("update mail set kind = 'RsIdForeign'");
        await OrderAsync(node, id, MailKind.RsId);
        Assert.Equal(["RsIdForeign"], await node.SentKindsAsync());
        Assert.NotNull((await node.ViewAsync(id)).RsIdMailedAt);

        await node.AdvanceAsync(1);
        Assert.Equal(SendAgain.Ordered, await node.Get<MailDesk>().SendRsIdAgainAsync(id, ProductNode.HsaTeam, ProductNode.NoToken));
        await node.RunAsync();
        Assert.Equal(["RsIdForeign", "RsIdForeign"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D64_Reminder_tells_all_that_waits_and_the_digest_whose_mail_is_unread()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new()];
        var ids = await node.EnterAsync(rows);
        await node.AdvanceAsync(20);
        await OrderAsync(node, ids[0], MailKind.StepReminder);
        Assert.Equal(1, await node.Get<InstitutionDigests>().OrderAsync(node.Today, ProductNode.NoToken));
        await node.RunAsync();
        await node.PhotoAsync(ids[0]);
        await node.ExecuteAsync("insert into status_read select id, now() from student_case");
        await OrderAsync(node, ids[0], MailKind.StepReminder);
        Assert.Equal(0, await node.Get<InstitutionDigests>().OrderAsync(node.Today.AddDays(1), ProductNode.NoToken));

        Assert.Equal(["RsId", "RsId", "StepReminder", "StudentDigest"], (await node.SentKindsAsync()).Order());
        var mails = await node.MailsAsync();
        Assert.Contains("- Foto på en kortstation (sedan 2026-11-23)\n", Text(Assert.Single(mails, mail => mail.Field("Subject") == "Det här väntar på dig")), StringComparison.Ordinal);
        var digest = Text(Assert.Single(mails, mail => mail.Field("Subject") == "Det här väntar på dig om dina studenter"));
        foreach (var row in new[] { 2, 3 })
            Assert.Contains($"- rad {row} i list.csv: Har inte läst mejlet med RSid (sedan 2026-11-23)\n", digest, StringComparison.Ordinal);
    }

    private static string Text(ReadMail mail) => mail.Parts[0].Text.ReplaceLineEndings("\n");

    private static async Task<MailMatter> FindAsync(ProductNode node, MailKind kind, CaseId id, Guid? subject) =>
        await node.Get<MailFactsReader>().FindAsync(kind, id, subject, ProductNode.NoToken) ?? throw new InvalidOperationException($"{kind} has nothing to tell");

    /// <summary>Orders a mail as a step of a case would, and works.</summary>
    private static async Task OrderAsync(ProductNode node, CaseId id, MailKind kind, Guid? subject = null)
    {
        var student = (await node.ViewAsync(id)).Student;
        await using (var connection = await node.Data.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var order = JsonSerializer.Serialize(new { Mail = kind.ToString(), Case = id, Subject = subject });
            await node.Get<WorkItemQueue>().EnqueueAsync(transaction, "mail", student.ToString(), order, id.Value, ProductNode.NoToken);
            await transaction.CommitAsync();
        }

        await node.RunAsync();
    }

    [GeneratedRegex("https://kort\\.example\\.se/unit/(?<token>[A-Za-z0-9_-]{43})\\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnitToken();
}
