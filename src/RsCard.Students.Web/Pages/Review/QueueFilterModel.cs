using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Review;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>A page of the queue whose filter stands in its address.</summary>
public abstract class QueueFilterModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    /// <summary><see cref="QueueFilter.Mine"/>, <see cref="QueueFilter.Free"/> or nothing.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Claim { get; set; }

    public QueueFilter Filter => new(Institution, Reason, Claim);

    /// <summary>Another address with the same filter.</summary>
    public string AddressOf(string path, params IEnumerable<(string Name, string? Value)> more) =>
        Address.Of(path, [.. more, ("institution", Institution), ("reason", Reason), ("claim", Claim)]);

    /// <summary>A moment as it stands in an address.</summary>
    protected static string InAddress(DateTimeOffset moment) => moment.ToString("O", CultureInfo.InvariantCulture);
}
