using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using RsCard.Students.Review;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>A filter of the queue as it stands in an address.</summary>
public static class QueueAddress
{
    /// <returns>For example <c>institution=LU&amp;claim=mine</c>; empty without a filter.</returns>
    public static string Of(QueueFilter filter)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("institution", filter.Institution), ("reason", filter.Reason), ("claim", filter.Claim), ("until", filter.Until?.ToString("O", CultureInfo.InvariantCulture)) })
        {
            if (value is not null)
                query.Add(name, value);
        }

        return query.ToQueryString().Value?.TrimStart('?') ?? "";
    }
}
