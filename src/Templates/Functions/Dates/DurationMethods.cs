using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Dates;

/// <summary>The methods of <c>time.Duration</c>.</summary>
internal static class DurationMethods
{
    public static IEnumerable<Function> All =>
    [
        new("String", [], T.String, args => StringValue.Of(GoDuration.Format(Receiver(args)))),
        new("Hours", [], T.Float64, args => In(args, GoDuration.Hour)),
        new("Minutes", [], T.Float64, args => In(args, GoDuration.Minute)),
        new("Seconds", [], T.Float64, args => In(args, GoDuration.Second)),
        new("Milliseconds", [], T.Int64, args => IntValue.Int64(Receiver(args) / GoDuration.Millisecond)),
        new("Microseconds", [], T.Int64, args => IntValue.Int64(Receiver(args) / GoDuration.Microsecond)),
        new("Nanoseconds", [], T.Int64, args => IntValue.Int64(Receiver(args))),
        new("Round", [TimeTypes.Duration], TimeTypes.Duration, args => Of(GoDuration.Round(Receiver(args), args.Int(0)))),
        new("Truncate", [TimeTypes.Duration], TimeTypes.Duration, args => Of(GoDuration.Truncate(Receiver(args), args.Int(0)))),
        new("Abs", [], TimeTypes.Duration, args => Of(Receiver(args) == long.MinValue ? long.MaxValue : Math.Abs(Receiver(args)))),
    ];

    public static IntValue Of(long duration) => new(duration, TimeTypes.Duration);

    private static long Receiver(Arguments args) => ((IntValue)args.Receiver!).Number;

    private static FloatValue In(Arguments args, long unit) => new((Receiver(args) / unit) + (Receiver(args) % unit / (double)unit));
}
