using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Dates;

/// <summary>Go's <c>*time.Location</c>.</summary>
internal sealed class LocationValue(Zone zone) : NativeValue
{
    public Zone Zone { get; } = zone;

    public override string Text => Zone.Name;

    public override GoType Type => TimeTypes.Location;

    /// <summary>As in Go's location for UTC, which has no table of transitions.</summary>
    public override IReadOnlyList<Value?> Fields { get; } = FieldsOf(zone.Name);

    public override bool IsSame(NativeValue other) => other is LocationValue location && ReferenceEquals(location.Zone, Zone);

    /// <summary>An object without exported fields.</summary>
    public override string ToJson() => "{}";

    private static Value?[] FieldsOf(string name)
    {
        var fields = TimeTypes.Location.Element!.Fields;
        return
        [
            StringValue.Of(name), new SliceValue(null, fields[1].Type), new SliceValue(null, fields[2].Type), StringValue.Empty,
            IntValue.Int64(0), IntValue.Int64(0), new PointerValue(null, fields[6].Type),
        ];
    }
}
