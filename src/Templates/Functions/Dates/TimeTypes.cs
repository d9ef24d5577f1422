using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Dates;

/// <summary>The types of Go's <c>time</c> package that templates can meet.</summary>
internal static class TimeTypes
{
    public static readonly GoType Duration = new("time.Duration", Kind.Int64) { MethodSource = () => DurationMethods.All };
    public static readonly GoType Month = new("time.Month", Kind.Int) { MethodSource = () => NameMethods.ForMonth };
    public static readonly GoType Weekday = new("time.Weekday", Kind.Int) { MethodSource = () => NameMethods.ForWeekday };
    public static readonly GoType Location = new("*time.Location", Kind.Ptr)
    {
        Element = new("time.Location", Kind.Struct)
        {
            Fields =
            [
                new("name", GoTypes.String), new("zone", new("[]time.zone", Kind.Slice)), new("tx", new("[]time.zoneTrans", Kind.Slice)),
                new("extend", GoTypes.String),
                new("cacheStart", GoTypes.Int64), new("cacheEnd", GoTypes.Int64), new("cacheZone", new("*time.zone", Kind.Ptr)),
            ],
        },
        MethodSource = () => NameMethods.ForLocation,
    };

    public static readonly GoType Time = new("time.Time", Kind.Struct)
    {
        Fields = [new("wall", GoTypes.Uint64), new("ext", GoTypes.Int64), new("loc", Location)],
        MethodSource = () => TimeMethods.All,
    };
}
