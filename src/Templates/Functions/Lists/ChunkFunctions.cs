using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Maths;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Lists;

/// <summary>Lists cut into lists. The lengths are computed in floats as in Sprig, which shows in sizes that make no sense.</summary>
internal static class ChunkFunctions
{
    public static IEnumerable<Function> All => ListFunctions.Pair("chunk", [T.Int, T.Any], T.SliceOfSliceOfAny, Chunk);

    private static SliceValue Chunk(Arguments args)
    {
        var size = args.Int(0);
        var items = ListFunctions.Items(args[1], "Cannot chunk type ");
        var chunks = new Value?[Length(Conversions.Truncate(Math.Floor((items.Length - 1.0) / size) + 1))];
        for (var index = 0; index < chunks.Length; index++)
        {
            var length = index < chunks.Length - 1 ? size : LastLength(items.Length, size);
            var start = (int)(index * size);
            args.Budget.ReserveList(Length(length));
            chunks[index] = SliceValue.OfAny(items.Slice(start, Length(length)).ToArray());
        }

        return new(chunks, T.SliceOfSliceOfAny);
    }

    private static long LastLength(int count, long size)
    {
        var rest = Conversions.Truncate(Math.Floor(count % (double)size));
        return rest == 0 ? size : rest;
    }

    private static int Length(long length) =>
        length >= 0 ? (int)length : throw new FunctionError("runtime error: makeslice: len out of range");
}
