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
        new("toString", [T.Any], T.String, args => StringValue.Of(Texts.Of(args[0]))),
        Function.Variadic("quote", [T.Any], T.String, args => Joined(args, value => Quoting.Quote(Texts.Of(value)))),
        Function.Variadic("squote", [T.Any], T.String, args => Joined(args, value => $"'{Texts.Printed(value)}'")),
        Function.Variadic("cat", [T.Any], T.String, args => Joined(args, Texts.Printed)),
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
