using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Review;
using RsCard.Students.Students;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Configuration;
using Spectre.Console;

namespace RsCard.Students.Web.Demo;

/// <summary>The ordinary student path on real servers and a student of each other kind, told as it happens (<c>./rscard demo</c>).</summary>
public sealed class DemoStory(
    Settings settings,
    SubmissionReceiver receiver,
    SubmissionRunner runner,
    SubmissionBook submissions,
    ReviewQueue queue,
    ReviewDesk review,
    CardNotes notes,
    StationDesk station,
    CaseBook cases,
    MailBook mails,
    Patience patience,
    DayByDay days,
    DemoBranches branches,
    DemoEvidence evidence,
    DemoInvariants invariants,
    ProcessOptions process,
    TimeProvider clock)
{
    /// <summary>When the story begins, whatever the calendar says: the sample lists are of that term.</summary>
    public static DateTimeOffset FirstMorning { get; } = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private const string HsaTeam = "staff:annlin";
    private static readonly string[] Stations = ["LUND", "MALMO", "KRISTIANSTAD"];

    /// <returns>True when every invariant held.</returns>
    public async Task<bool> TellAsync(int extraStudents, CancellationToken cancellationToken)
    {
        var lists = await SubmitAsync(extraStudents, cancellationToken);
        var noted = await ReviewAsync(cancellationToken);
        await EnterAsync(cancellationToken);
        var waiting = await PhotoAsync(cancellationToken);
        await MonthAsync(waiting, cancellationToken);
        await PickupAsync(waiting, cancellationToken);
        await ReminderAsync(cancellationToken);
        await SendAgainAsync(lists[0], cancellationToken);
        await branches.TellAsync(cancellationToken);
        await CardEndsAsync(noted, cancellationToken);
        await evidence.ShowAsync(waiting[0].Case, cancellationToken);
        return await invariants.CheckAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<(string Institution, string Name, byte[] Bytes)>> SubmitAsync(int extraStudents, CancellationToken cancellationToken)
    {
        Heading("1  The study administrators send their lists");
        var lists = new List<(string Institution, string Name, byte[] Bytes)>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(settings.Home, "samples")).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (name.Split('-') is [var institution, _, ..] && Path.GetExtension(name) is ".csv" or ".xlsx")
                lists.Add((name.Split('-')[0].ToUpperInvariant(), name, await File.ReadAllBytesAsync(file, cancellationToken)));
        }

        if (extraStudents > 0)
            lists.Add(("LU", $"{extraStudents}-students.csv", SampleList.Write(extraStudents, seed: 1, clock.Today())));

        foreach (var (institution, name, bytes) in lists)
        {
            var answer = await SubmitAsync(institution, name, bytes, cancellationToken);
            AnsiConsole.MarkupLine($"  [bold]{institution}[/] {Markup.Escape(name)}: {answer.File.Format} {answer.File.Encoding}, {answer.File.Rows} rows: {string.Join(", ", answer.Totals.Where(total => total.Value > 0).Select(total => $"{total.Value} {total.Key}"))}");
            foreach (var row in answer.Rows.Where(row => row.Errors.Count > 0).Take(6))
                AnsiConsole.MarkupLine($"    row {row.Row}: [yellow]{Markup.Escape(string.Join("; ", row.Errors.Select(error => $"{error.Code} {error.Message}")))}[/]");
        }

        return lists;
    }

    /// <returns>Who has a card that only the HSA team's note tells of, and its last day (D-8).</returns>
    private async Task<(ReviewItem Student, DateOnly CardEnds)> ReviewAsync(CancellationToken cancellationToken)
    {
        Heading("2  The HSA team looks at each student beside what the directory holds");
        var items = await patience.UntilDirectoryAnswersAsync(
            () => queue.ListAsync(cases: null, cancellationToken), found => found.All(item => item.Situation is not null), cancellationToken);
        foreach (var group in items.GroupBy(item => item.Situation).OrderBy(group => group.Key))
            AnsiConsole.MarkupLine($"  {group.Count(),5}  {group.Key}{(group.Key is DirectorySituation.Nothing or null ? "" : $": {Markup.Escape(string.Join(", ", group.Select(item => item.Person.FullName).Take(4)))}")}");

        var asked = items.First(item => item.Situation == DirectorySituation.Nothing).Case;
        await review.AskAsync([asked], "Är kursens slutdag rätt?", HsaTeam, cancellationToken);
        await patience.WorkAsync(cancellationToken);
        await review.AnswerAsync(asked, "Ja, den är rätt.", "staff:karber", cancellationToken);
        AnsiConsole.MarkupLine("  One question goes to the administrator by mail, and is answered.");

        var rejected = items.Last(item => item.Situation == DirectorySituation.Nothing).Case;
        await review.RejectAsync([rejected], "Studenten läser inte i Skåne.", HsaTeam, cancellationToken);
        AnsiConsole.MarkupLine("  One student is rejected; the reason reaches the administrator.");

        var holder = items.Where(item => item is { Situation: DirectorySituation.WrongBranch, Found: [{ Card: null }] }).MinBy(item => item.LastDay)
            ?? throw new DemoStoppedException("there is no student of whose card the directory says nothing");
        var cardEnds = holder.LastDay.AddDays(3);
        if (await notes.NoteAsync(holder.Case, new CardNote(Serial: null, CardState.InDirectoryActive, HasPhoto: true, HasSameName: true, cardEnds), HsaTeam, cancellationToken) is { } refused)
            throw new DemoStoppedException(CardNotes.Explain(refused));
        AnsiConsole.MarkupLine($"  [bold]{Markup.Escape(holder.Person.FullName)}[/] has a card of which the directory says nothing: the team notes it, valid to {cardEnds:yyyy-MM-dd}. No photo, no month.");

        var waiting = (await queue.ListAsync(cases: null, cancellationToken)).Select(item => item.Case).ToList();
        var result = await patience.UntilDirectoryAnswersAsync(
            () => review.ApproveAsync(waiting, HsaTeam, cancellationToken), answer => answer.Skipped.All(skipped => skipped.Code != "DIR-001"), cancellationToken);
        AnsiConsole.MarkupLine($"  {result.Decided} students are approved in one go.");
        return (holder, cardEnds);
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        Heading("3  Workers write the entries and send the mails");
        var started = TimeProvider.System.GetTimestamp();
        var done = await AnsiConsole.Status().StartAsync("Working …", _ => patience.WorkAsync(cancellationToken));
        AnsiConsole.MarkupLine($"  {done} pieces of work in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s: entries written and read back, mails sent.");
    }

    private async Task<IReadOnlyList<(CaseId Case, string Station)>> PhotoAsync(CancellationToken cancellationToken)
    {
        Heading("4  The students go to a card station with an ID document");
        await days.AdvanceAsync(1, cancellationToken);
        await patience.WorkAsync(cancellationToken);
        var all = await cases.ListAsync(institutions: null, most: 100_000, cancellationToken);
        var photos = all
            .Where(view => view.Steps.Any(step => step.ActivityId == "photo"))
            .Select((view, place) => (view.Id, Station: Stations[place % Stations.Length]))
            .SkipLast(1)
            .ToList();
        DeskTalk.Say(await station.TakePhotoAsync(photos[0].Id, photos[0].Station, Document(clock.Today().AddDays(-1)), reused: false, $"staff:{photos[0].Station}", cancellationToken));
        foreach (var (place, (caseId, code)) in photos.Index())
        {
            var result = await station.TakePhotoAsync(caseId, code, Document(clock.Today().AddYears(3)), reused: false, $"staff:{code}", cancellationToken);
            if (place == 0)
                DeskTalk.Say(result);
        }

        AnsiConsole.MarkupLine($"  {photos.Count} students are photographed at {Stations.Length} stations; one has not come yet.");
        return photos;
    }

    private async Task MonthAsync(IReadOnlyList<(CaseId Case, string Station)> waiting, CancellationToken cancellationToken)
    {
        Heading("5  A calendar month passes");
        await days.AdvanceAsync(14, cancellationToken);
        DeskTalk.Say(await station.HandOverAsync(waiting[0].Case, waiting[0].Station, Document(clock.Today().AddYears(3)), $"staff:{waiting[0].Station}", cancellationToken));
        var until = process.CardExpectedOn(clock.Today().AddDays(-14));
        await AnsiConsole.Status().StartAsync("Days pass …", _ => days.AdvanceAsync(until.DayNumber - clock.Today().DayNumber + 1, cancellationToken));
        AnsiConsole.MarkupLine($"  It is {clock.Today():yyyy-MM-dd}: the mails say that the card [italic]should[/] be at the station.");
    }

    private async Task PickupAsync(IReadOnlyList<(CaseId Case, string Station)> waiting, CancellationToken cancellationToken)
    {
        Heading("6  The students fetch their cards");
        var (caseId, code) = waiting[0];
        var wrong = Stations.First(other => other != code);
        AnsiConsole.MarkupLine($"  At {wrong}, where the photo was not taken:");
        DeskTalk.Say(await station.HandOverAsync(caseId, wrong, Document(clock.Today().AddYears(3)), $"staff:{wrong}", cancellationToken));
        AnsiConsole.MarkupLine($"  At {code}:");
        DeskTalk.Say(await station.HandOverAsync(caseId, code, Document(clock.Today().AddYears(3)), $"staff:{code}", cancellationToken));
        foreach (var (other, at) in waiting.Skip(1))
            await station.HandOverAsync(other, at, Document(clock.Today().AddYears(3)), $"staff:{at}", cancellationToken);
        await patience.WorkAsync(cancellationToken);
        AnsiConsole.MarkupLine($"  {waiting.Count} cards are handed over.");
    }

    private async Task ReminderAsync(CancellationToken cancellationToken)
    {
        Heading("7  Placements at private units come nearer");
        var placements = (await cases.ListAsync(institutions: null, most: 100_000, cancellationToken))
            .Where(view => view is { ClosedAt: null, Placement: { Kind: "private", FirstDay: not null } })
            .Select(view => view.Placement?.FirstDay ?? default)
            .Where(day => day > clock.Today())
            .Order()
            .ToList();
        if (placements.Count == 0)
            return;

        var count = Math.Max(1, placements[0].DayNumber - clock.Today().DayNumber);
        await AnsiConsole.Status().StartAsync("Days pass …", _ => days.AdvanceAsync(count, cancellationToken));
        var reminders = 0;
        foreach (var view in (await cases.ListAsync(institutions: null, most: 100_000, cancellationToken)).Where(view => view.Placement?.Kind == "private"))
            reminders += (await mails.ListAsync(view.Id, cancellationToken)).Count(mail => mail.Kind.StartsWith("Placement", StringComparison.Ordinal));
        AnsiConsole.MarkupLine($"  It is {clock.Today():yyyy-MM-dd}: {reminders} mails have reminded students, 14, 10 and 7 days before a placement at a private unit, to send it their RSid.");
    }

    private async Task SendAgainAsync((string Institution, string Name, byte[] Bytes) list, CancellationToken cancellationToken)
    {
        Heading("8  The same list once more");
        var answer = await SubmitAsync(list.Institution, list.Name, list.Bytes, cancellationToken);
        AnsiConsole.MarkupLine($"  {Markup.Escape(list.Name)}: {string.Join(", ", answer.Totals.Where(total => total.Value > 0).Select(total => $"{total.Value} {total.Key}"))}. What is right stays as it is.");
    }

    /// <summary>The end of the card noted at review comes near; the education may go on, so who can renew it hears of it (D-30).</summary>
    private async Task CardEndsAsync((ReviewItem Student, DateOnly CardEnds) noted, CancellationToken cancellationToken)
    {
        var toldOn = noted.CardEnds.AddDays(-process.RenewalWithinDays);
        await days.AdvanceAsync(Math.Max(0, toldOn.DayNumber - clock.Today().DayNumber), cancellationToken);
        var told = (await mails.ListAsync(noted.Student.Case, cancellationToken)).Where(mail => mail.Kind.StartsWith(nameof(MailKind.CardExpiring), StringComparison.Ordinal)).ToList();
        if (told.Count != 2)
            throw new DemoStoppedException($"of the card that ends {noted.CardEnds:yyyy-MM-dd} {told.Count} mails have told, not 2");
        AnsiConsole.MarkupLine($"  [bold]{Markup.Escape(noted.Student.Person.FullName)}[/] has a card that ends {noted.CardEnds:yyyy-MM-dd}: {process.RenewalWithinDays} days before, the student and the administrator were told.");
    }

    private async Task<SubmissionAnswer> SubmitAsync(string institution, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        var receipt = await receiver.ReceiveAsync(institution, bytes, name, $"staff:{institution}", cancellationToken);
        if (receipt is not Receipt.Received(var id))
            throw new InvalidOperationException($"{name} was refused");

        await patience.UntilDirectoryAnswersAsync(
            async () =>
            {
                await runner.RunAsync(id, _ => { }, cancellationToken);
                return true;
            },
            applied => applied,
            cancellationToken);
        await patience.WorkAsync(cancellationToken);
        return await submissions.AnswerAsync(id, "en", cancellationToken);
    }

    private static IdDocument Document(DateOnly validTo) => new("national-id", validTo);

    private static void Heading(string text) => AnsiConsole.MarkupLine($"\n[bold underline]{text}[/]");
}
