using System.Text.Json.Serialization;
using RsCard.Students.Cards;
using RsCard.Students.ReserveCards;

namespace RsCard.Students.Counter;

/// <summary>What a counter registers and may take back: after each of them the student leaves with something, or without.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Photo), "photo")]
[JsonDerivedType(typeof(HandOver), "hand-over")]
[JsonDerivedType(typeof(Activation), "activation")]
[JsonDerivedType(typeof(ReserveCard), "reserve-card")]
public abstract record CounterAction
{
    private CounterAction(string station, string what) => (At, What) = (station, what);

    /// <summary>The station's code.</summary>
    [JsonIgnore]
    public string At { get; }

    /// <summary>As it stands in the list of the day.</summary>
    [JsonIgnore]
    public string What { get; }

    /// <param name="Station">Its code.</param>
    /// <param name="Reused">The photo on file was taken over (D-11).</param>
    public sealed record Photo(string Station, IdDocument Document, bool Reused) : CounterAction(Station, "photo");

    /// <summary>D-14.</summary>
    public sealed record HandOver(string Station, IdDocument Document) : CounterAction(Station, "hand-over");

    /// <summary>D-80.</summary>
    public sealed record Activation(string Station, IdDocument Document) : CounterAction(Station, "activation");

    /// <summary>D-22, D-28.</summary>
    public sealed record ReserveCard(string Station, ReserveHandOver Given) : CounterAction(Station, "reserve-card");
}
