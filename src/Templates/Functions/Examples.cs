using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions;

/// <summary>Functions on texts.</summary>
internal static class Examples
{
    public static IEnumerable<Function> All =>
    [
        new("trimPrefix", [T.String, T.String], T.String, args => StringValue.Of(TrimPrefix(args.Text(0), args.Text(1)))),
        new("fail", [T.String], T.String, args => throw new FunctionError(args.Text(0))),
        new("hasKey", [T.MapOfAny, T.String], T.Bool, args => BoolValue.Of(args.Map(0).Has(args.Text(1)))),
        Function.Variadic("list", [T.Any], T.SliceOfAny, args => SliceValue.OfAny(args.Span.ToArray())),
        new("repeat", [T.Int, T.String], T.String, Repeat),
    ];

    private static string TrimPrefix(string prefix, string text) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static StringValue Repeat(Arguments args)
    {
        var (count, text) = (args.Int(0), args.Text(1));
        if (count < 0)
        {
            throw new FunctionError("strings: negative Repeat count");
        }

        args.Budget.Reserve(Math.BigMul(count, text.Length, out var low) == 0 ? low : long.MaxValue);
        return StringValue.Of(string.Concat(Enumerable.Repeat(text, (int)count)));
    }
}
