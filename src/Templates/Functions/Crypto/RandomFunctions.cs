using System.Security.Cryptography;
using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Crypto;

/// <summary>Functions that yield something else each time.</summary>
internal static class RandomFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("randInt", [T.Int, T.Int], T.Int, args => IntValue.Int(Between(args.Int(0), args.Int(1)))),
        new("shuffle", [T.String], T.String, args => StringValue.Of(Shuffle(args))),
    ];

    /// <summary>A number from the first one on and below the second one.</summary>
    private static long Between(long least, long limit)
    {
        var range = unchecked(limit - least);
        return range > 0 ? unchecked(least + Below(range)) : throw new FunctionError("invalid argument to Intn");
    }

    private static long Below(long range)
    {
        // Draws that would make the first numbers likelier are drawn again.
        var fair = long.MaxValue - (long.MaxValue % range);
        while (true)
        {
            var drawn = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
            if (drawn < fair)
            {
                return drawn % range;
            }
        }
    }

    private static string Shuffle(Arguments args)
    {
        args.Budget.Spend(args.Text(0).Length);
        var runes = ByteText.Runes(args.Text(0));
        RandomNumberGenerator.Shuffle(runes.AsSpan());
        return ByteText.FromRunes(runes);
    }
}
