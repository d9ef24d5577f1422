using System.Globalization;
using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Maths;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Dates;

/// <summary>Functions on times and durations. The time of day is that of the rendering's clock.</summary>
internal static class DateFunctions
{
    private const ulong Day = 24 * (ulong)GoDuration.Hour;

    private static readonly (ulong Length, string Name)[] Units =
    [
        (365 * Day, "y"), (30 * Day, "mo"), (Day, "d"), ((ulong)GoDuration.Hour, "h"), ((ulong)GoDuration.Minute, "m"),
        ((ulong)GoDuration.Second, "s"),
    ];

    public static IEnumerable<Function> All =>
    [
        new("mustToDate", [T.String, T.String], TimeTypes.Time, args => new TimeParser(args.Text(0), args.Text(1)).Parse()),
        new("ago", [T.Any], T.String, args => StringValue.Of(GoDuration.Format(GoDuration.Round(Age(args), GoDuration.Second)))),
        new("duration", [T.Any], T.String, args => StringValue.Of(GoDuration.Format(unchecked(Seconds(args[0]) * GoDuration.Second)))),
        new("durationRound", [T.Any], T.String, args => StringValue.Of(Rough(args))),
    ];

    private static long Age(Arguments args)
    {
        var now = TimeValue.Of(args.Budget.Clock.GetUtcNow());
        return args[0] switch
        {
            TimeValue time => now.Since(time),
            IntValue { Type: var type } seconds when type == T.Int || type == T.Int64 => now.Since(new(seconds.Number, 0, Zone.Local)),
            _ => 0,
        };
    }

    /// <summary>A number of seconds as a text or an <c>int64</c>; other types, even <c>int</c>, count as none.</summary>
    private static long Seconds(Value? value) => value switch
    {
        StringValue text => IntegerFunctions.Clamped(text.Text, 10),
        IntValue { Type: var type } number when type == T.Int64 => number.Number,
        _ => 0,
    };

    /// <summary>How many there are of the largest unit that is shorter than the duration.</summary>
    private static string Rough(Arguments args)
    {
        var duration = args[0] switch
        {
            StringValue text => GoDuration.ParseOrZero(text.Text),
            IntValue { Type: var type } number when type == T.Int64 => number.Number,
            TimeValue => Age(args),
            _ => 0,
        };
        var magnitude = duration < 0 ? unchecked(0 - (ulong)duration) : (ulong)duration;
        foreach (var (length, name) in Units)
        {
            if (magnitude > length)
            {
                return (magnitude / length).ToString(CultureInfo.InvariantCulture) + name;
            }
        }

        return "0s";
    }
}
