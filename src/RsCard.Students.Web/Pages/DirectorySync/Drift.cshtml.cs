using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.DirectorySync;

/// <summary>What the last comparison with the directory left to a person, side by side; and the comparisons, with what was held back.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class DriftModel(DriftInbox inbox, DriftDesk desk, RunBook runs, ReadOnlySwitch readOnly, DirectoryOptions options, TimeProvider clock, PageLanguage language) : PageModel
{
    /// <summary>So many weigh less than 30 KB: each has its form only when it is asked for.</summary>
    public const int PageSize = 20;

    private const int MostRuns = 8;

    [BindProperty]
    public DriftForm Form { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Situation? Situation { get; set; }

    private IReadOnlyDictionary<Guid, JournalLine> proved = new Dictionary<Guid, JournalLine>();

    /// <summary>Those after this position.</summary>
    [BindProperty(SupportsGet = true)]
    public int After { get; set; }

    /// <summary>The item whose form is shown.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Open { get; set; }

    public DriftSummary? Summary { get; private set; }

    public IReadOnlyList<DriftItem> Items { get; private set; } = [];

    public IReadOnlyList<RunReport> Runs { get; private set; } = [];

    public ReadOnlyState? ReadOnly { get; private set; }

    /// <summary>The item whose form was refused.</summary>
    public int? Refused { get; private set; }

    public string? Said { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = TempData[nameof(Said)] as string;
        ModelState.Clear();
        return LoadAsync(cancellationToken);
    }

    /// <param name="run">The comparison that was shown: a newer one may have found something else.</param>
    public async Task<IActionResult> OnPostAsync(Guid run, int position, CancellationToken cancellationToken)
    {
        if (Form.ToWord(clock.Today(), language, ModelState) is not { } word)
        {
            Refused = position;
            await LoadAsync(cancellationToken);
            return Page();
        }

        return await inbox.FindAsync(cancellationToken) is { } summary && summary.Run == run
            ? Say(DriftForm.Say(await desk.DecideAsync(summary, position, word, User.Actor(), cancellationToken), language))
            : Say(language[DriftTexts.Gone]);
    }

    public async Task<IActionResult> OnPostRevokeAsync(long decision, CancellationToken cancellationToken) =>
        Say(language[await desk.RevokeAsync(decision, User.Actor(), cancellationToken) ? DriftTexts.Revoked : DriftTexts.RevokedBefore]);

    private string Values(string attribute, IReadOnlyList<string> values) => ShownValues.Of(attribute, values, options, language.Code);

    /// <summary>Our last write of the item's entry that was read back; null where there is none.</summary>
    public JournalLine? ProvedOf(DriftItem item) => item.Plan.Found is { } found ? proved.GetValueOrDefault(found.EntryUuid) : null;

    /// <summary>What differs: as wanted, as it is there, and as we wrote it last where that is known.</summary>
    public SideBySide Compare(PlannedEntry plan, JournalLine? write) => new(
        language[HistoryTexts.Field],
        write is null ? [language[DriftTexts.Wanted], language[DriftTexts.There]] : [language[DriftTexts.Wanted], language[DriftTexts.There], language[DriftTexts.Wrote]],
        [
            .. plan.Changes.Select(change => new SideBySideRow(
                language[DriftTexts.FieldOf(change.Attribute)],
                write is null
                    ? [Values(change.Attribute, change.To), Values(change.Attribute, change.From)]
                    : [Values(change.Attribute, change.To), Values(change.Attribute, change.From), Values(change.Attribute, write.After?.Of(options.NameOf(change.Attribute)) ?? [])])),
        ]);

    /// <summary>Whose history tells more.</summary>
    public static Guid? HistoryOf(DriftItem item) => item.Item.Student?.Value ?? item.Item.EntryUuid;

    /// <summary>How long a comparison has gone on; null for one that has ended.</summary>
    public string? AgeOf(RunReport run) => run.AgeAt(clock.GetUtcNow()) is { } age ? language[DriftTexts.Minutes, (int)age.TotalMinutes] : null;

    /// <summary>With a capital letter and a stop.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}.";

    /// <summary>This page with an item's form.</summary>
    public string AddressOf(int position) => $"{Address($"open={position}")}#decide";

    private LocalRedirectResult Say(string text)
    {
        TempData[nameof(Said)] = text;
        return LocalRedirect(Address(more: null));
    }

    private string Address(string? more)
    {
        var query = string.Join('&', new[] { Situation is { } only ? $"situation={only}" : null, After > 0 ? $"after={After}" : null, more }.OfType<string>());
        return query.Length > 0 ? $"/directory?{query}" : "/directory";
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Summary = await inbox.FindAsync(cancellationToken);
        Items = Summary is { } summary ? await inbox.ListAsync(summary, Situation, After, PageSize, cancellationToken) : [];
        proved = await inbox.LastWritesAsync(Items, cancellationToken);
        Runs = await runs.ListAsync(MostRuns, cancellationToken);
        ReadOnly = await readOnly.FindAsync(cancellationToken);
    }
}
