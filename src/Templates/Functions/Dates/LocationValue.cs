using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Dates;

/// <summary>Go's <c>*time.Location</c>.</summary>
internal sealed class LocationValue(Zone zone) : NativeValue
{
    public Zone Zone { get; } = zone;

    public override string Text => Zone.Name;

    public override GoType Type => TimeTypes.Location;

    public override bool IsSame(NativeValue other) => other is LocationValue location && ReferenceEquals(location.Zone, Zone);

    /// <summary>An object without exported fields.</summary>
    public override string ToJson() => "{}";
}
