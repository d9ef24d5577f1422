using System.Buffers.Binary;
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
        new("randInt", [T.Int, T.Int], T.Int, args => IntValue.Int(Between(args.Int(0), args.Int(1), args.Budget.Random))),
        new("shuffle", [T.String], T.String, args => StringValue.Of(Shuffle(args))),
    ];

    /// <summary>A number from the first one on and below the second one.</summary>
    private static long Between(long least, long limit, RandomNumberGenerator random)
    {
        var range = unchecked(limit - least);
        return range > 0 ? unchecked(least + Below(range, random)) : throw new FunctionError("invalid argument to Intn");
    }

    private static long Below(long range, RandomNumberGenerator random)
    {
        // Draws that would make the first numbers likelier are drawn again.
        var fair = long.MaxValue - (long.MaxValue % range);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        while (true)
        {
            random.GetBytes(bytes);
            var drawn = BinaryPrimitives.ReadInt64LittleEndian(bytes) & long.MaxValue;
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
        for (var last = runes.Length - 1; last > 0; last--)
        {
            var other = (int)Below(last + 1, args.Budget.Random);
            (runes[last], runes[other]) = (runes[other], runes[last]);
        }

        return ByteText.FromRunes(runes);
    }
}
