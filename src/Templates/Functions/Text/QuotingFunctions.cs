using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Text;

/// <summary>Functions that turn values of any type into one text.</summary>
internal static class QuotingFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("toString", [T.Any], T.String, args => StringValue.Of(ValueTexts.Of(args[0], args.Budget))),
        Function.Variadic("quote", [T.Any], T.String, args => Joined(args, value => Quoting.Quote(ValueTexts.Of(value, args.Budget)))),
        Function.Variadic("squote", [T.Any], T.String, args => Joined(args, value => $"'{ValueTexts.Printed(value, args.Budget)}'")),
        Function.Variadic("cat", [T.Any], T.String, args => Joined(args, value => ValueTexts.Printed(value, args.Budget))),
    ];

    /// <summary>The values but for nils, with blanks between them.</summary>
    private static StringValue Joined(Arguments args, Func<Value, string> text)
    {
        var parts = new List<string>(args.Count);
        foreach (var value in args.Span)
        {
            if (value is not null)
            {
                parts.Add(text(value));
            }
        }

        return Sizes.Join(args.Budget, " ", [.. parts]);
    }
}
