namespace RsCard.Students.Cases;

/// <summary>Which way a case goes, decided by the row when it begins and kept (D-80); as it stands in the database.</summary>
public static class CasePath
{
    /// <summary>Photo, month, pickup at the same station (D-11 to D-14).</summary>
    public const string Service = "service";

    /// <summary>The card is sent home and activated at any station (D-80).</summary>
    public const string ServiceHome = "service-home";

    /// <summary>No Swedish personal number: passport copy, companion, reserve card (D-20 to D-28).</summary>
    public const string Foreign = "foreign";

    /// <summary>A Swedish number without a registered address: a reserve card alone (D-26).</summary>
    public const string NoAddress = "no-address";

    /// <summary>Nothing but a placement in another region (D-5).</summary>
    public const string Halmstad = "halmstad";

    /// <summary>A reserve card in one visit, with neither photo nor month (D-28).</summary>
    public static bool IsReserve(string path) => path is Foreign or NoAddress;

    /// <summary>The definition that a case of this path follows from review to card.</summary>
    public static string DefinitionOf(string path) => path switch
    {
        ServiceHome => CaseProcess.StudentPathHomeDelivery,
        Foreign or NoAddress => CaseProcess.ForeignStudent,
        _ => CaseProcess.StudentPath,
    };

    /// <summary>The path that has a definition of its own among the variants of D-80; null for any other.</summary>
    public static string? FindByDefinition(string definitionId) => definitionId switch
    {
        "student-path" => Service,
        "student-path-home-delivery" => ServiceHome,
        _ => null,
    };
}
