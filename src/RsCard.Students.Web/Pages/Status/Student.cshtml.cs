using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cards;
using RsCard.Students.Placements;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>
/// The student's page behind the secret link: where am I, what now, where, what to bring, what next (D-10, D-12, D-17). Looking
/// changes nothing; the button says that it was read (D-63). A token that doesn't count is a page that isn't there.
/// </summary>
[AllowAnonymous]
public sealed class StudentModel(StatusDesk desk, PlacementBook placements, ContactOptions contacts, PageLanguage language, TimeProvider clock) : PageModel
{
    /// <summary>A private unit wants the RSid so long before the placement (D-15).</summary>
    private const int DaysForPrivateUnit = 7;

    public required StudentStatus Status { get; set; }

    /// <summary>Placements whose unit or supervisor nobody has given an address for (D-15).</summary>
    public IReadOnlyList<KnownPlacement> Asked { get; private set; } = [];

    /// <summary>An address was given just now.</summary>
    public bool IsSaved => Request.Query.ContainsKey("saved");

    public string AddressesAction => $"?handler=Addresses&{PageLanguage.QueryName}={language.Code}";

    public Phrase StageTitle => Status.Stage switch
    {
        StudentStage.Review => StatusTexts.ReviewTitle,
        StudentStage.Photo => StatusTexts.PhotoTitle,
        StudentStage.Month => StatusTexts.MonthTitle,
        StudentStage.Pickup => StatusTexts.PickupTitle,
        StudentStage.Ready => StatusTexts.ReadyTitle,
        StudentStage.ReserveCard => StatusTexts.PhotoTitle,
        StudentStage.Renewal => StatusTexts.RenewalTitle,
        _ => StatusTexts.ClosedTitle,
    };

    /// <summary>Of five, as the student counts them.</summary>
    public int Step => Status.Stage switch
    {
        StudentStage.ReserveCard => (int)StudentStage.Photo,
        StudentStage.Renewal => (int)StudentStage.Ready,
        var stage => (int)stage,
    };

    public IReadOnlyList<string> Now => (Status.Stage, Status.Card) switch
    {
        (StudentStage.Review, _) => [language[StatusTexts.ReviewNow]],
        (StudentStage.Photo, _) => [language[StatusTexts.PhotoNow]],
        (StudentStage.ReserveCard, _) => [language[StatusTexts.ReserveCardNow], .. Status.NeedsCompanion ? [language[StatusTexts.ReserveCardCompanion]] : Array.Empty<string>()],
        (StudentStage.Renewal, var card) => [language[StatusTexts.RenewalNow, Show.Day(card?.ValidTo)]],
        (StudentStage.Month, { } card) => [language[StatusTexts.MonthNow], language[StatusTexts.MonthExpected, card.StationName, Show.Day(card.ExpectedOn)]],
        (StudentStage.Pickup, { } card) =>
        [
            language[card.State == CardState.AtStation ? StatusTexts.PickupArrived : StatusTexts.PickupExpected],
            language[StatusTexts.PickupNow],
            language[StatusTexts.PickupLost, contacts.PinEnvelopeFee],
        ],
        (StudentStage.Ready, var card) =>
        [
            language[card is null ? StatusTexts.ReadyOwnCard : StatusTexts.ReadyCard],
            .. Status.Placement is { Kind: "private", FirstDay: { } first }
                ? [language[StatusTexts.ReadyPrivate, Show.Day(first.AddDays(-DaysForPrivateUnit))]]
                : Array.Empty<string>(),
            language[StatusTexts.ReadyLost, contacts.LostCardFee],
        ],
        _ => [language[StatusTexts.ClosedNow]],
    };

    public Phrase? Bring => Status.Stage switch
    {
        StudentStage.Photo => StatusTexts.PhotoBring,
        StudentStage.ReserveCard => Status.NeedsCompanion ? StatusTexts.ReserveCardBring : StatusTexts.PhotoBring,
        StudentStage.Pickup => StatusTexts.PickupBring,
        _ => null,
    };

    /// <summary>Any station for the photo; for the card the one that has it.</summary>
    public IReadOnlyList<StationView> Places => Status.Stage switch
    {
        StudentStage.Photo or StudentStage.ReserveCard or StudentStage.Renewal => Status.Stations,
        StudentStage.Pickup => [.. Status.Stations.Where(station => station.Name == Status.Card?.StationName)],
        _ => [],
    };

    public string? Then => Status.Stage switch
    {
        StudentStage.Review => language[StatusTexts.ReviewThen],
        StudentStage.Photo => language[StatusTexts.PhotoThen],
        StudentStage.Month => language[StatusTexts.MonthThen],
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken) =>
        await FindAsync(token, cancellationToken) ? Page() : NotFound();

    /// <summary>The student says where unit or supervisor are to be written to (D-15).</summary>
    public async Task<IActionResult> OnPostAddressesAsync(string token, Guid placement, string? unitMail, string? supervisorMail, CancellationToken cancellationToken)
    {
        switch (await desk.GiveAddressesAsync(token, placement, unitMail, supervisorMail, cancellationToken))
        {
            case null:
                return NotFound();
            case PlacementResult.Refused refused:
                if (!await FindAsync(token, cancellationToken))
                    return NotFound();
                ModelState.AddModelError("", language[new Phrase(refused.Swedish, refused.English)]);
                return Page();
            default:
                return LocalRedirect($"/s/{token}?saved=1&{PageLanguage.QueryName}={language.Code}");
        }
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken) =>
        await desk.ConfirmReadAsync(token, cancellationToken) ? LocalRedirect($"/s/{token}{Request.QueryString}") : NotFound();

    private async Task<bool> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(token, cancellationToken) is not { } status)
            return false;

        language.Prefer(status.Language);
        Status = status;
        if (status.Stage != StudentStage.Closed)
            Asked = [.. (await placements.ListAsync(status.Case, cancellationToken)).Where(placement => (placement.LacksUnitMail || placement.LacksSupervisorMail) && (placement.LastDay ?? placement.FirstDay) >= clock.Today())];
        return true;
    }
}
