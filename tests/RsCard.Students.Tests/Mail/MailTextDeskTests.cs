using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Tests.Web;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Tests.Mail;

/// <summary>Texts of mails that the team changes. Each test has a text of its own: versions are never taken away.</summary>
[Collection(SiteCollection.Name)]
public sealed class MailTextDeskTests(TestSite site)
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    private MailTextBook Book => site.Services.GetRequiredService<MailTextBook>();

    private MailTextDesk Desk => site.Services.GetRequiredService<MailTextDesk>();

    [Theory]
    [InlineData(MailTextCodes.NoSubject, 1, "Subject: Kortet", "Ämne: Kortet")]
    [InlineData(MailTextCodes.NoSubject, 1, "Subject: Kortet bör", "Subject:\nKortet bör")]
    [InlineData(MailTextCodes.Malformed, 5, "Hej {{name}}!", "Hej {{name}!")]
    [InlineData(MailTextCodes.Unknown, 5, "Hej {{name}}!", "Hej {{name}}! {{hsaId}}")]
    [InlineData(MailTextCodes.Missing, null, "{{contacts}}", "")]
    [InlineData(MailTextCodes.NotInSubject, 1, "Subject: Kortet", "Subject: {{link}} Kortet")]
    [InlineData(MailTextCodes.NotAlone, 5, "Hej {{name}}!", "Hej {{contacts}}!")]
    [InlineData(MailTextCodes.LinkNotAlone, 5, "Hej {{name}}!", "Hej {{link}}!")]
    [InlineData(MailTextCodes.ControlCharacter, 5, "Hej {{name}}!", "Hej\u0000!")]
    [InlineData(MailTextCodes.Number, 5, "Hej {{name}}!", "Ring 19640823-3234!")]
    public void What_is_wrong_with_a_text_is_told_with_a_code_and_its_line(string code, int? line, string part, string instead)
    {
        const string Good = "Subject: Kortet bör finnas\n\n# Hämta kortet\n\nHej {{name}}!\n\nDet bör finnas på {{station}}.\n\n[Öppna]({{link}})\n\n{{contacts}}\n";
        Assert.Empty(MailTextDesk.Check(MailTextFile.Of(MailKind.CardReady), Good));

        var fault = MailTextDesk.Check(MailTextFile.Of(MailKind.CardReady), Good.Replace(part, instead, StringComparison.Ordinal)).First(fault => fault.Code == code);

        Assert.Equal(line, fault.Line);
        Assert.StartsWith(code, fault.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(MailEditTexts.FaultOf(code).With([.. fault.Args]).Swedish);
    }

    [Fact]
    public void What_may_be_left_out_stands_in_no_heading_and_a_text_has_an_end()
    {
        var file = MailTextFile.Of(MailKind.VdiOrder);
        var good = Delivered(file);

        Assert.Equal((MailTextCodes.NotAlwaysKnown, 1), Single(good.Replace("Subject: ", "Subject: {{firstDay}} ", StringComparison.Ordinal)));
        Assert.Equal((MailTextCodes.TooLong, null), Single(good + new string('a', MailTextDesk.MostCharacters)));
        Assert.Equal((MailTextCodes.TooLong, 1), Single(good.Replace("Subject: ", "Subject: " + new string('a', 200), StringComparison.Ordinal)));
        Assert.Empty(MailTextDesk.Check(file, good.ReplaceLineEndings("\r\n") + "\tslut"));

        (string, int?) Single(string text) => Assert.Single(MailTextDesk.Check(file, text)) is var fault ? (fault.Code, fault.Line) : default;
    }

    [Fact]
    public void Delivered_texts_keep_to_what_is_asked_of_the_team_and_every_placeholder_has_words()
    {
        foreach (var key in MailTextKey.All)
        {
            Assert.Empty(MailTextDesk.Check(key.File, Delivered(key.File, key.Language)));
            Assert.All(key.File.Placeholders, placeholder => Assert.NotNull(PlaceholderTexts.Of(placeholder.Name)));
        }
    }

    [Fact]
    public async Task Text_is_changed_put_back_and_restored_and_every_version_stays_with_who_made_it()
    {
        var key = MailTextFile.Of(MailKind.CardFound).In(MailLanguage.Swedish);
        var first = Delivered(key.File).Replace("Subject: ", "Subject: Nytt: ", StringComparison.Ordinal);
        var second = Delivered(key.File).Replace("Subject: ", "Subject: Nyare: ", StringComparison.Ordinal);

        Assert.Equal(new MailTextChange.Saved(1, IsChanged: true), await Desk.ChangeAsync(key, first.ReplaceLineEndings("\r\n"), 0, "staff:annlin", NoToken));
        Assert.Equal(new MailTextChange.Saved(2, IsChanged: true), await Desk.ChangeAsync(key, second, 1, "staff:annlin", NoToken));
        Assert.Equal(new MailTextChange.Saved(3, IsChanged: true), await Desk.PutBackAsync(key, 1, 2, "staff:birber", NoToken));
        var state = (await Book.ReadAsync(NoToken)).StateOf(key);
        Assert.Equal((3, first, first, "staff:birber"), (state.Version, state.Written, state.InForce, state.By));

        Assert.Equal(new MailTextChange.Saved(4, IsChanged: true), await Desk.RestoreAsync(key, 3, "staff:annlin", NoToken));
        Assert.Equal(new MailTextChange.Saved(4, IsChanged: false), await Desk.RestoreAsync(key, 4, "staff:annlin", NoToken));
        Assert.Equal(Delivered(key.File), (await Book.ReadAsync(NoToken)).StateOf(key).InForce);
        Assert.Equal([null, first, second, first], (await Book.VersionsAsync(key, NoToken)).Select(version => version.Content));
        Assert.Equal(
            ["mail-text.changed annlin 1", "mail-text.changed annlin 2", "mail-text.put-back birber 3", "mail-text.restored annlin 4"],
            (await ListAsync("select action || replace(actor, 'staff:', ' ') || ' ' || (facts->>'after') from audit_event where facts->>'file' = 'card-found' order by id")));
        Assert.Equal("1", Assert.Single(await ListAsync("select facts->>'putBack' from audit_event where facts->>'file' = 'card-found' and (facts->>'putBack') is not null")));
        Assert.Equal(64, (await ListAsync("select facts->>'sha256' from audit_event where facts->>'file' = 'card-found' and (facts->>'sha256') is not null order by id"))[0].Length);
    }

    [Fact]
    public async Task Text_that_reads_as_the_delivered_one_is_the_delivered_one()
    {
        var key = MailTextFile.Of(MailKind.CardSuspended).In(MailLanguage.English);
        var delivered = Delivered(key.File, MailLanguage.English);

        Assert.Equal(new MailTextChange.Saved(0, IsChanged: false), await Desk.ChangeAsync(key, delivered.ReplaceLineEndings("\r\n"), 0, "test", NoToken));
        await Desk.ChangeAsync(key, delivered + "- P.S.", 0, "test", NoToken);
        await Desk.ChangeAsync(key, delivered, 1, "test", NoToken);

        Assert.False((await Book.ReadAsync(NoToken)).StateOf(key).IsChanged);
    }

    [Fact]
    public async Task Of_two_who_change_a_text_at_once_the_second_is_told_and_nothing_is_lost()
    {
        var key = MailTextFile.Of(MailKind.BreakOver).In(MailLanguage.Swedish);
        Task<MailTextChange> ChangeAsync(string words, int known) => Desk.ChangeAsync(key, Delivered(key.File) + words, known, "test", NoToken);

        Task<MailTextChange>[] changes;
        await using (var connection = await site.Database.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // All have read what stands there before any may write.
            await using var command = new Npgsql.NpgsqlCommand("lock table mail_text in exclusive mode", connection, transaction);
            await command.ExecuteNonQueryAsync();
            changes = [ChangeAsync("- en", 0), ChangeAsync("- två", 0), ChangeAsync("- tre", 0)];
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await site.ScalarAsync<long>("select count(*) from pg_locks where not granted and relation = 'mail_text'::regclass") < changes.Length)
                limit.Token.ThrowIfCancellationRequested();
        }

        var results = await Task.WhenAll(changes);
        Assert.Single(results.OfType<MailTextChange.Saved>());
        Assert.All(results.OfType<MailTextChange.Overtaken>(), told => Assert.Equal(1, told.Now.Version));
        Assert.IsType<MailTextChange.Overtaken>(await ChangeAsync("- fyra", 0));
        Assert.IsType<MailTextChange.Overtaken>(await ChangeAsync("- fem", 7));
        Assert.IsType<MailTextChange.Overtaken>(await Desk.RestoreAsync(key, 0, "test", NoToken));
        Assert.IsType<MailTextChange.Saved>(await ChangeAsync("- sex", 1));
        Assert.IsType<MailTextChange.Overtaken>(await Desk.PutBackAsync(key, 1, 1, "test", NoToken));
        Assert.Equal([2, 1], (await Book.VersionsAsync(key, NoToken)).Select(version => version.Version));
    }

    [Fact]
    public async Task Faulty_text_and_version_that_there_is_not_change_nothing()
    {
        var key = MailTextFile.WhomToAsk.In(MailLanguage.English);

        var refused = Assert.IsType<MailTextChange.Refused>(await Desk.ChangeAsync(key, "Ask {{hsaMail}} or {{contacts}}", 0, "test", NoToken));
        Assert.Equal(MailTextCodes.Unknown, refused.Faults[0].Code);
        Assert.Equal(4, refused.Faults.Count(fault => fault.Code == MailTextCodes.Missing));
        Assert.Equal(MailTextCodes.NoSuchVersion, Assert.Single(Assert.IsType<MailTextChange.Refused>(await Desk.PutBackAsync(key, 1, 0, "test", NoToken)).Faults).Code);
        Assert.Empty(await Book.VersionsAsync(key, NoToken));
    }

    [Fact]
    public async Task Earlier_version_that_does_not_fit_this_release_is_not_put_back()
    {
        var key = MailTextFile.Of(MailKind.Withdrawn).In(MailLanguage.Swedish);
        await InsertAsync(key, 1, "Subject: Från förr\n\n{{contacts}}\n");
        await Desk.RestoreAsync(key, 1, "test", NoToken);

        var refused = Assert.IsType<MailTextChange.Refused>(await Desk.PutBackAsync(key, 1, 2, "test", NoToken));

        Assert.Equal((MailTextCodes.Missing, "link"), (refused.Faults[0].Code, refused.Faults[0].Args[0]));
    }

    [Fact]
    public async Task Versions_are_never_changed_or_taken_away()
    {
        await InsertAsync(MailTextFile.Of(MailKind.NumberArrived).In(MailLanguage.English), 1, null);

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ListAsync("update mail_text set content = 'x' where file = 'number-arrived' returning file"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ListAsync("delete from mail_text where file = 'number-arrived' returning file"));
    }

    private static string Delivered(MailTextFile file, MailLanguage language = MailLanguage.Swedish) => MailSamples.Texts.StateOf(file.In(language)).Delivered;

    private async Task InsertAsync(MailTextKey key, int version, string? content) => await site.ScalarAsync<int>(
        "insert into mail_text (file, language, version, content, changed_by, changed_at) values (@Stem, @language, @version, @content, 'test', now())",
        new { key.File.Stem, language = key.Language.Code(), version, content });

    private async Task<IReadOnlyList<string>> ListAsync(string sql)
    {
        await using var command = site.Database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
