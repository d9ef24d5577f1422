using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Dicts;

/// <summary>Merging of maps into the first one.</summary>
internal static class MergeFunctions
{
    public static IEnumerable<Function> All =>
    [
        Function.Variadic("merge", [T.MapOfAny, T.MapOfAny], T.Any, args => Quietly(args, overwrite: false)),
        Function.Variadic("mustMerge", [T.MapOfAny, T.MapOfAny], T.Any, args => Merge(args, overwrite: false)),
        Function.Variadic("mergeOverwrite", [T.MapOfAny, T.MapOfAny], T.Any, args => Quietly(args, overwrite: true)),
        Function.Variadic("mustMergeOverwrite", [T.MapOfAny, T.MapOfAny], T.Any, args => Merge(args, overwrite: true)),
    ];

    /// <summary>An error of the merge itself yields the empty text; a panic stays one.</summary>
    private static Value Quietly(Arguments args, bool overwrite)
    {
        try
        {
            return Merge(args, overwrite);
        }
        catch (FunctionError error) when (error.Message == Merging.DifferentTypes)
        {
            return StringValue.Empty;
        }
    }

    private static MapValue Merge(Arguments args, bool overwrite)
    {
        var target = args.Map(0);
        for (var index = 1; index < args.Count; index++)
        {
            var source = args.Map(index);
            target = target.IsNil && !source.IsNil ? MapValue.OfAny() : target;
            new Merging(args.Budget, overwrite).Merge(target, source);
        }

        return target;
    }
}
