using Microsoft.AspNetCore.Http.Extensions;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary>Addresses that hold a filter and a page.</summary>
public static class Address
{
    /// <returns>For example <c>/review?institution=LU&amp;at=2</c>; what has no value is left out.</returns>
    public static string Of(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var given = new QueryBuilder();
        foreach (var (name, value) in query)
        {
            if (value is not null)
                given.Add(name, value);
        }

        return path + given.ToQueryString().Value;
    }
}
