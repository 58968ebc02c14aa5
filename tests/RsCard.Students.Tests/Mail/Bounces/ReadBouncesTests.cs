using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Recurring;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Mail.Bounces;

/// <summary>The job that reads the folder of the settings: each file once, none lost, and none that holds up the others (D-63).</summary>
public sealed class ReadBouncesTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = ProductNode.NoToken;

    [Fact]
    public async Task D63_Job_reads_what_has_come_to_the_folder_of_the_settings_and_makes_the_task()
    {
        using var folder = new Maildir();
        await using var node = await StartAsync(folder.Path);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        folder.Add(DeliveryReports.Of("headers", await node.ScalarAsync<string>("select message_id from mail") ?? "", "failed", "5.1.1"));
        Assert.Equal(new RunResult.Done("1 came back, 0 known before, 0 late or delivered, 0 not ours"), await RunAsync(node));
        await node.RunAsync();
        Assert.Contains((await node.ViewAsync(id)).Steps, step => step.ActivityId == "newAddress");
        Assert.Equal(new RunResult.Done("0 came back, 0 known before, 0 late or delivered, 0 not ours"), await RunAsync(node));
        Assert.Equal(["1.mx:2,S"], folder.Read);
    }

    [Fact]
    public async Task Without_a_folder_nothing_is_read_and_one_that_is_no_maildir_fails_loudly()
    {
        await using var node = await StartAsync(null);
        Assert.Equal(new RunResult.Done("no folder is set"), await RunAsync(node));
        using var folder = new Maildir();
        await using var other = await StartAsync(Path.Combine(folder.Path, "tmp"));
        Assert.Equal("BOUNCE-001", Assert.IsType<RunResult.Failed>(await RunAsync(other)).Code);
        Assert.NotEmpty(new MailOptions { BounceFolder = "mail" }.Problems());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Type: multipart/report; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed")]
    [InlineData("Content-Type: multipart/report\r\n\r\nno boundary")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x--")]
    [InlineData("\r\n\r\n\0\0")]
    public async Task Broken_report_is_flagged_for_a_person_and_not_read_again(string message)
    {
        using var folder = new Maildir();
        await using var node = await StartAsync(folder.Path);
        folder.Add(message);
        Assert.Equal(new BounceCount(0, 0, 0, 1), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        Assert.Equal(["1.mx:2,F"], folder.Read);
        Assert.Equal(new BounceCount(0, 0, 0, 0), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
    }

    [Fact]
    public async Task Mail_that_is_made_to_be_slow_holds_up_nothing()
    {
        using var folder = new Maildir();
        await using var node = await StartAsync(folder.Path);
        await node.EnterAsync(new StudentRow());
        folder.Add("Content-Type: multipart/report;" + string.Concat(Enumerable.Repeat("\r\n a", 200_000)) + "\r\n\r\nx");
        folder.Add("Content-Type: " + new string(';', 900_000) + "\r\n\r\nx");
        folder.Add("References: " + string.Concat(Enumerable.Repeat("<a@", 300_000)) + "\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n");
        folder.Add(DeliveryReports.Of("headers", await node.ScalarAsync<string>("select message_id from mail") ?? "", "failed", "5.1.1"));
        Assert.Equal(new BounceCount(1, 0, 0, 3), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
    }

    [Fact]
    public async Task File_that_has_the_name_of_one_that_was_read_takes_nothing_away()
    {
        using var folder = new Maildir();
        await using var node = await StartAsync(folder.Path);
        foreach (var text in (string[])["first", "second", "third"])
        {
            folder.Add(text, "same");
            await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken);
        }

        Assert.Equal(["same.1:2,F", "same.2:2,F", "same:2,F"], folder.Read);
        Assert.Equal(["second", "third", "first"], folder.Read.Select(name => File.ReadAllText(Path.Combine(folder.Path, "cur", name))));
    }

    [Fact]
    public async Task File_that_can_not_be_opened_is_told_of_and_the_others_are_read()
    {
        using var folder = new Maildir();
        await using var node = await StartAsync(folder.Path);

        // A link to itself can't be opened by anybody, root included.
        var loop = Path.Combine(folder.Path, "new", "0.mx");
        File.CreateSymbolicLink(loop, loop);
        folder.Add("Subject: hej\r\n\r\nEtt annat mejl.\r\n");
        var failed = Assert.IsType<RunResult.Failed>(await RunAsync(node));
        Assert.Equal("BOUNCE-002", failed.Code);
        Assert.Contains("1 not ours, 1 unreadable", failed.Detail, StringComparison.Ordinal);
        Assert.Equal(["1.mx:2,F"], folder.Read);
    }

    private static Task<RunResult?> RunAsync(ProductNode node) => node.Get<RecurringRunner>().RunAsync("read-bounces", waits: true, NoToken);

    private Task<ProductNode> StartAsync(string? folder) => ProductNode.StartAsync(
        slapd,
        change: services =>
        {
            var options = services.Select(service => service.ImplementationInstance).OfType<MailOptions>().Last();
            services.AddSingleton(new MailOptions { PickupFolder = options.PickupFolder, TemplateFolder = options.TemplateFolder, BounceFolder = folder });
        });
}
