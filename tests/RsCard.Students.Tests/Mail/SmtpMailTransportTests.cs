using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

public sealed class SmtpMailTransportTests
{
    private const string Address = "anna@example.se";

    [Theory]
    [InlineData("Greeting", "421 busy", "Transient", MailCodes.ServerClosing)]
    [InlineData("Greeting", "554 not here", "Permanent", MailCodes.MailRefused)]
    [InlineData("MailFrom", "451 later", "Transient", MailCodes.RefusedForNow)]
    [InlineData("MailFrom", "452 full", "Transient", MailCodes.RefusedForNow)]
    [InlineData("MailFrom", "530 5.7.0 log in", "Transient", MailCodes.LoginRefused)]
    [InlineData("MailFrom", "535 5.7.8 log in", "Transient", MailCodes.LoginRefused)]
    [InlineData("MailFrom", "550 5.7.1 not you", "Permanent", MailCodes.MailRefused)]
    [InlineData("RcptTo", "421 closing", "Transient", MailCodes.ServerClosing)]
    [InlineData("RcptTo", "450 4.2.1 <anna@example.se> busy", "Transient", MailCodes.RecipientRefusedForNow)]
    [InlineData("RcptTo", "451 4.7.1 grey-listed", "Transient", MailCodes.RefusedForNow)]
    [InlineData("RcptTo", "452 4.2.2 full", "Transient", MailCodes.RecipientRefusedForNow)]
    [InlineData("RcptTo", "550 5.1.1 <anna@example.se> unknown", "Permanent", MailCodes.RecipientRefused)]
    [InlineData("RcptTo", "551 elsewhere", "Permanent", MailCodes.RecipientRefused)]
    [InlineData("RcptTo", "552 5.2.2 full", "Permanent", MailCodes.RecipientRefused)]
    [InlineData("RcptTo", "553 5.1.3 name", "Permanent", MailCodes.RecipientRefused)]
    [InlineData("RcptTo", "554 5.7.1 <anna@example.se> denied", "Permanent", MailCodes.MailRefused)]
    [InlineData("RcptTo", "571 blocked", "Permanent", MailCodes.MailRefused)]
    [InlineData("Data", "451 later", "Transient", MailCodes.RefusedForNow)]
    [InlineData("FinalDot", "421 closing", "Transient", MailCodes.ServerClosing)]
    [InlineData("FinalDot", "452 4.3.1 full", "Transient", MailCodes.RefusedForNow)]
    [InlineData("FinalDot", "554 5.6.0 spam", "Permanent", MailCodes.MailRefused)]
    [InlineData("FinalDot", "299 what", "OutcomeUnknown", MailCodes.UnknownAnswer)]
    public async Task Answer_of_the_server_becomes_a_code_without_the_address(string stage, string answer, string outcome, string code)
    {
        var (delivery, _) = await SendAsync(new SmtpFault.Answers(Enum.Parse<SmtpStage>(stage), answer));

        var (kind, got, detail) = Read(delivery);
        Assert.Equal((outcome, code), (kind, got));
        Assert.DoesNotContain("@", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detail_keeps_the_numbers_of_the_answer()
    {
        var (delivery, _) = await SendAsync(new SmtpFault.Answers(SmtpStage.RcptTo, "550 5.1.1 <anna@example.se> unknown"));

        Assert.Equal(new MailDelivery.Permanent(MailCodes.RecipientRefused, "550 5.1.1"), delivery);
    }

    [Theory]
    [InlineData("Greeting", 0)]
    [InlineData("RcptTo", 0)]
    [InlineData("FinalDot", 1)]
    public async Task Dropped_connection_leaves_the_outcome_unknown(string stage, int messages)
    {
        var (delivery, received) = await SendAsync(new SmtpFault.Drops(Enum.Parse<SmtpStage>(stage)));

        Assert.Equal(MailCodes.ConnectionBroken, Assert.IsType<MailDelivery.OutcomeUnknown>(delivery).Code);
        Assert.Equal(messages, received.Count);
    }

    [Theory]
    [InlineData("Greeting")]
    [InlineData("RcptTo")]
    [InlineData("FinalDot")]
    public async Task Hanging_server_leaves_the_outcome_unknown_at_the_time_limit(string stage)
    {
        var (delivery, _) = await SendAsync(new SmtpFault.Hangs(Enum.Parse<SmtpStage>(stage)), limit: TimeSpan.FromSeconds(1));

        Assert.Equal(MailCodes.TimeLimit, Assert.IsType<MailDelivery.OutcomeUnknown>(delivery).Code);
    }

    [Fact]
    public async Task Server_that_dribbles_its_answers_is_waited_for()
    {
        var (delivery, received) = await SendAsync(new SmtpFault.Dribbles());

        Assert.IsType<MailDelivery.Accepted>(delivery);
        Assert.Single(received);
    }

    [Theory]
    [InlineData("Greeting")]
    [InlineData("MailFrom")]
    [InlineData("FinalDot")]
    public async Task Shutdown_is_obeyed_at_once_and_is_no_outcome(string stage)
    {
        await using var server = new FaultySmtpServer(new SmtpFault.Hangs(Enum.Parse<SmtpStage>(stage)));
        using var transport = Transport(server.Port, limit: TimeSpan.FromMinutes(10));
        using var stopping = new CancellationTokenSource();

        var sending = transport.SendAsync(MailSamples.Mail(), stopping.Token);
        await server.Hanging.WaitAsync(ReadMail.Limit);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(ReadMail.Limit));
    }

    [Fact]
    public async Task Closed_port_is_unreachable_and_nothing_was_sent()
    {
        int port;
        await using (var server = new FaultySmtpServer())
            port = server.Port;
        using var transport = Transport(port);

        var delivery = await transport.SendAsync(MailSamples.Mail(), CancellationToken.None);

        Assert.Equal(MailCodes.Unreachable, Assert.IsType<MailDelivery.Transient>(delivery).Code);
    }

    [Fact]
    public async Task Server_without_starttls_gets_no_mail()
    {
        await using var server = new FaultySmtpServer();
        using var transport = Transport(server.Port, SmtpSecurity.StartTls);

        var delivery = await transport.SendAsync(MailSamples.Mail(), CancellationToken.None);

        Assert.Equal(MailCodes.TlsNotOffered, Assert.IsType<MailDelivery.Transient>(delivery).Code);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Refused_login_has_its_own_code()
    {
        await using var server = new FaultySmtpServer(new SmtpFault.Answers(SmtpStage.MailFrom, "530 5.7.0 log in"), "AUTH LOGIN");
        var options = new MailOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, User = "hsa" };
        using var transport = new SmtpMailTransport(options, "wrong", TimeProvider.System);

        var delivery = await transport.SendAsync(MailSamples.Mail(), CancellationToken.None);

        Assert.Contains(server.Commands, command => command.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(MailCodes.LoginRefused, Assert.IsType<MailDelivery.Transient>(delivery).Code);
    }

    [Fact]
    public async Task Address_with_other_letters_needs_a_server_that_takes_them()
    {
        await using var without = new FaultySmtpServer();
        await using var with = new FaultySmtpServer(fault: null, "SMTPUTF8");
        using var toOne = Transport(without.Port);
        using var toOther = Transport(with.Port);

        var refused = await toOne.SendAsync(MailSamples.Mail("åsa@example.se"), CancellationToken.None);
        var accepted = await toOther.SendAsync(MailSamples.Mail("åsa@example.se"), CancellationToken.None);

        Assert.Equal(MailCodes.AddressNeedsSmtpUtf8, Assert.IsType<MailDelivery.Permanent>(refused).Code);
        Assert.IsType<MailDelivery.Accepted>(accepted);
    }

    [Fact]
    public async Task Answer_outside_the_protocol_is_unknown_for_such_an_address_too()
    {
        await using var server = new FaultySmtpServer(new SmtpFault.Answers(SmtpStage.FinalDot, "299 what"), "SMTPUTF8");
        using var transport = Transport(server.Port);

        var delivery = await transport.SendAsync(MailSamples.Mail("åsa@example.se"), CancellationToken.None);

        Assert.Equal(MailCodes.UnknownAnswer, Assert.IsType<MailDelivery.OutcomeUnknown>(delivery).Code);
    }

    [Fact]
    public async Task Mail_sent_twice_carries_the_same_message_id()
    {
        await using var server = new FaultySmtpServer();
        using var transport = Transport(server.Port);
        var mail = MailSamples.Mail();

        await transport.SendAsync(mail, CancellationToken.None);
        await transport.SendAsync(mail, CancellationToken.None);

        Assert.Equal(2, server.Messages.Count);
        Assert.All(server.Messages, message => Assert.Contains("Message-ID: " + mail.MessageId, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_mails_go_over_no_more_connections_than_the_settings_allow()
    {
        await using var server = new FaultySmtpServer();
        using var transport = Transport(server.Port, connections: 3);

        var deliveries = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => transport.SendAsync(MailSamples.Mail(), CancellationToken.None)));

        Assert.All(deliveries, delivery => Assert.IsType<MailDelivery.Accepted>(delivery));
        Assert.InRange(server.Connections, 1, 3);
        Assert.Equal(24, server.Messages.Count);
    }

    [Fact]
    public async Task Connection_that_has_stood_idle_is_not_used_again()
    {
        await using var server = new FaultySmtpServer();
        var clock = new JumpingClock();
        using var transport = new SmtpMailTransport(Options(server.Port), password: null, clock);

        await transport.SendAsync(MailSamples.Mail(), CancellationToken.None);
        clock.Jump(TimeSpan.FromMinutes(5));
        await transport.SendAsync(MailSamples.Mail(), CancellationToken.None);

        Assert.Equal(2, server.Connections);
    }

    private static async Task<(MailDelivery Delivery, IReadOnlyCollection<string> Messages)> SendAsync(SmtpFault fault, TimeSpan? limit = null)
    {
        await using var server = new FaultySmtpServer(fault);
        using var transport = Transport(server.Port, limit: limit);
        var delivery = await transport.SendAsync(MailSamples.Mail(Address), CancellationToken.None);
        return (delivery, server.Messages);
    }

    private static SmtpMailTransport Transport(int port, SmtpSecurity security = SmtpSecurity.None, int connections = 1, TimeSpan? limit = null) =>
        new(Options(port, security, connections, limit), password: null, TimeProvider.System);

    private static MailOptions Options(int port, SmtpSecurity security = SmtpSecurity.None, int connections = 1, TimeSpan? limit = null) => new()
    {
        Transport = MailTransportKind.Smtp,
        Host = "127.0.0.1",
        Port = port,
        Security = security,
        Connections = connections,
        TimeLimit = limit ?? TimeSpan.FromMinutes(1),
    };

    private static (string Kind, string Code, string Detail) Read(MailDelivery delivery) => delivery switch
    {
        MailDelivery.Transient it => (nameof(MailDelivery.Transient), it.Code, it.Detail),
        MailDelivery.Permanent it => (nameof(MailDelivery.Permanent), it.Code, it.Detail),
        MailDelivery.OutcomeUnknown it => (nameof(MailDelivery.OutcomeUnknown), it.Code, it.Detail),
        _ => (nameof(MailDelivery.Accepted), "", ""),
    };

    /// <summary>The real clock's timers; elapsed time is what the test says.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Jump(TimeSpan time) => ticks += time.Ticks;

        public override long GetTimestamp() => ticks;
    }
}
