namespace RsCard.Students.Submissions;

/// <summary>Reads a list as sent: CSV or XLSX, told apart by content, never by name (D-1).</summary>
public sealed class ListReader(ListLimits limits)
{
    private static readonly Dictionary<string, string> NoOwnHeaders = [];

    /// <summary>Reads the whole list into memory. A damaged or hostile file is refused, never thrown.</summary>
    /// <param name="fileName">Says only what a file that can't be read was meant to be.</param>
    public ListReading Read(ReadOnlyMemory<byte> bytes, string fileName) => Read(bytes, fileName, NoOwnHeaders);

    /// <param name="ownHeaders">An institution's further headers, each with the name of its column.</param>
    public ListReading Read(ReadOnlyMemory<byte> bytes, string fileName, IReadOnlyDictionary<string, string> ownHeaders)
    {
        if (bytes.Length > limits.MaxBytes)
            return Refused(FileCodes.TooLarge, $"{limits.MaxBytes / (1024 * 1024)} MB");
        var reading = FileSignature.Of(bytes.Span) switch
        {
            FileSignature.Kind.Nothing => Refused(FileCodes.Empty),
            FileSignature.Kind.Zip => new XlsxListReader(limits).Read(bytes, ownHeaders),
            FileSignature.Kind.Text => new CsvListReader(limits).Read(bytes, ownHeaders),
            _ when fileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) && FileSignature.IsUnknown(bytes.Span) => Refused(FileCodes.Damaged),
            _ => Refused(FileCodes.Type),
        };
        return reading is ListReading.Accepted { File.Records.Count: 0 } ? Refused(FileCodes.Empty) : reading;
    }

    private static ListReading.Refused Refused(string code, string? detail = null) => new(new FileRefusal(code, detail));
}
