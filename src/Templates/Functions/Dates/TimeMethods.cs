using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Dates;

/// <summary>The methods of <c>time.Time</c>.</summary>
internal static class TimeMethods
{
    private static readonly GoType Time = TimeTypes.Time;

    public static IEnumerable<Function> All => [.. Parts, .. Comparisons, .. Arithmetic, .. Texts, .. Unusable];

    private static Function[] Parts =>
    [
        Number("Year", time => time.Date.Year),
        new("Month", [], TimeTypes.Month, args => new IntValue(Receiver(args).Date.Month, TimeTypes.Month)),
        Number("Day", time => time.Date.Day),
        Number("YearDay", time => time.Date.YearDay),
        new("Weekday", [], TimeTypes.Weekday, args => new IntValue(Receiver(args).Weekday, TimeTypes.Weekday)),
        Number("Hour", time => time.Hour),
        Number("Minute", time => time.Minute),
        Number("Second", time => time.Second),
        Number("Nanosecond", time => time.Nanoseconds),
        new("Location", [], TimeTypes.Location, args => new LocationValue(Receiver(args).Zone)),
        new("IsDST", [], T.Bool, _ => BoolValue.False),
        new("IsZero", [], T.Bool, args => BoolValue.Of(Receiver(args) is { Seconds: TimeArithmetic.ZeroTime, Nanoseconds: 0 })),
    ];

    private static Function[] Comparisons =>
    [
        new("After", [Time], T.Bool, args => BoolValue.Of(Compare(args) > 0)),
        new("Before", [Time], T.Bool, args => BoolValue.Of(Compare(args) < 0)),
        new("Equal", [Time], T.Bool, args => BoolValue.Of(Compare(args) == 0)),
        new("Compare", [Time], T.Int, args => IntValue.Int(Math.Sign(Compare(args)))),
    ];

    private static Function[] Arithmetic =>
    [
        new("Add", [TimeTypes.Duration], Time, args => Receiver(args).Add(args.Int(0))),
        new("AddDate", [T.Int, T.Int, T.Int], Time, args => TimeArithmetic.AddDate(Receiver(args), args.Int(0), args.Int(1), args.Int(2))),
        new("Sub", [Time], TimeTypes.Duration, args => DurationMethods.Of(Receiver(args).Since((TimeValue)args[0]!))),
        new("Round", [TimeTypes.Duration], Time, args => TimeArithmetic.Round(Receiver(args), args.Int(0))),
        new("Truncate", [TimeTypes.Duration], Time, args => TimeArithmetic.Truncate(Receiver(args), args.Int(0))),
        new("UTC", [], Time, args => Receiver(args).In(Zone.Utc)),
        new("Local", [], Time, args => Receiver(args).In(Zone.Local)),
        new("In", [TimeTypes.Location], Time, args => args[0] is LocationValue location
            ? Receiver(args).In(location.Zone)
            : throw new FunctionError("time: missing Location in call to Time.In")),
        Number64("Unix", time => time.Seconds),
        Number64("UnixMilli", time => unchecked((time.Seconds * 1_000) + (time.Nanoseconds / 1_000_000))),
        Number64("UnixMicro", time => unchecked((time.Seconds * 1_000_000) + (time.Nanoseconds / 1_000))),
        Number64("UnixNano", time => unchecked((time.Seconds * 1_000_000_000) + time.Nanoseconds)),
    ];

    private static Function[] Texts =>
    [
        new("String", [], T.String, args => StringValue.Of(Receiver(args).Text)),
        new("Format", [T.String], T.String, args => StringValue.Of(FormatBy(args, 0))),
        new("GoString", [], T.String, args => StringValue.Of(TimeArithmetic.GoSyntax(Receiver(args)))),
        new("MarshalJSON", [], T.SliceOfUint8, args => Bytes(Receiver(args).ToJson())),
        new("MarshalText", [], T.SliceOfUint8, args => Bytes(TimeFormat.Rfc3339(Receiver(args)))),
        new("MarshalBinary", [], T.SliceOfUint8, args => Bytes(Binary(args))),
        new("GobEncode", [], T.SliceOfUint8, args => Bytes(Binary(args))),
        new("AppendFormat", [T.SliceOfUint8, T.String], T.SliceOfUint8, args => Append(args, FormatBy(args, 1))),
        new("AppendText", [T.SliceOfUint8], T.SliceOfUint8, args => Append(args, TimeFormat.Rfc3339(Receiver(args)))),
        new("AppendBinary", [T.SliceOfUint8], T.SliceOfUint8, args => Append(args, Binary(args))),
    ];

    private static Function[] Unusable =>
    [
        Without("Date", "function Date has 3 return values; should be 1 or 2"),
        Without("Clock", "function Clock has 3 return values; should be 1 or 2"),
        Without("ISOWeek", "invalid function signature for ISOWeek: second return value should be error; is int"),
        Without("Zone", "invalid function signature for Zone: second return value should be error; is int"),
        Without("ZoneBounds", "invalid function signature for ZoneBounds: second return value should be error; is time.Time"),
    ];

    private static TimeValue Receiver(Arguments args) => (TimeValue)args.Receiver!;

    private static int Compare(Arguments args) => Receiver(args).CompareTo((TimeValue)args[0]!);

    private static Function Number(string name, Func<TimeValue, long> get) =>
        new(name, [], T.Int, args => IntValue.Int(get(Receiver(args))));

    private static Function Number64(string name, Func<TimeValue, long> get) =>
        new(name, [], T.Int64, args => IntValue.Int64(get(Receiver(args))));

    private static Function Without(string name, string why) => new(name, [], T.Any, _ => throw new FunctionError(why)) { Unusable = why };

    private static string FormatBy(Arguments args, int layout)
    {
        args.Budget.Reserve(args.Text(layout).Length);
        return TimeFormat.Format(Receiver(args), args.Text(layout));
    }

    private static string Binary(Arguments args) => ByteText.FromBytes(TimeBinary.Encode(Receiver(args)));

    private static SliceValue Bytes(string text) => new([.. text.Select(value => new UintValue(value, T.Uint8))], T.SliceOfUint8);

    private static SliceValue Append(Arguments args, string text) =>
        new([.. ((SliceValue)args[0]!).Items, .. Bytes(text).Items], T.SliceOfUint8);
}
