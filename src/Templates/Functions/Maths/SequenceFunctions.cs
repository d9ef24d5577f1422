using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Maths;

/// <summary>Lists of numbers. Their length is counted against the budget before they are made.</summary>
internal static class SequenceFunctions
{
    private const int BytesOfEach = 8;
    private const long Unaffordable = long.MaxValue / (4 * BytesOfEach);

    public static IEnumerable<Function> All =>
    [
        new("until", [T.Int], T.SliceOfInt, args => SliceValue.OfInt(Steps(args.Budget, 0, args.Int(0), args.Int(0) < 0 ? -1 : 1))),
        new("untilStep", [T.Int, T.Int, T.Int], T.SliceOfInt,
            args => SliceValue.OfInt(Steps(args.Budget, args.Int(0), args.Int(1), args.Int(2)))),
        Function.Variadic("seq", [T.Int], T.String, args => StringValue.Of(string.Join(' ', Sequence(args)))),
    ];

    private static IEnumerable<long> Sequence(Arguments args) => args.Count switch
    {
        1 => UpTo(args.Budget, 1, args.Int(0), args.Int(0) < 1 ? -1 : 1),
        2 => UpTo(args.Budget, args.Int(0), args.Int(1), args.Int(1) < args.Int(0) ? -1 : 1),
        3 when args.Int(2) >= args.Int(0) || args.Int(1) <= 0 => UpTo(args.Budget, args.Int(0), args.Int(2), args.Int(1)),
        _ => [],
    };

    /// <summary>
    /// The numbers to the last one inclusive: the end is moved by one in the direction from first to last, whatever the step.
    /// </summary>
    private static IEnumerable<long> UpTo(Budget budget, long first, long last, long step) =>
        Steps(budget, first, unchecked(last + (last < first ? -1 : 1)), step);

    private static long[] Steps(Budget budget, long start, long stop, long step)
    {
        if (stop < start ? step >= 0 : step <= 0)
        {
            return [];
        }

        var stride = Int128.Abs(step);
        var count = (long)Int128.Min((Int128.Abs((Int128)stop - start) + stride - 1) / stride, Unaffordable);
        budget.Spend(count);
        budget.Reserve(count * BytesOfEach);
        var numbers = new long[(int)count];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = start + (index * step);
        }

        return numbers;
    }
}
