using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Text;

/// <summary>Functions from text to text. The text comes last, for pipelines.</summary>
internal static class StringFunctions
{
    public static IEnumerable<Function> All =>
    [
        Mapping("trim", Strings.TrimSpace),
        Mapping("upper", Strings.ToUpper),
        Mapping("lower", Strings.ToLower),
        Mapping("title", Strings.Title),
        Mapping("untitle", Words.Uncapitalize),
        Mapping("swapcase", Words.SwapCase),
        Mapping("nospace", Words.DeleteSpace),
        Mapping("initials", Words.Initials),
        Mapping("camelcase", CaseConversion.ToCamel),
        Mapping("snakecase", CaseConversion.ToSnake),
        Mapping("kebabcase", CaseConversion.ToKebab),
        Trimming("trimAll", (cut, text) => Strings.Trim(text, cut)),
        Trimming("trimall", (cut, text) => Strings.Trim(text, cut)),
        Trimming("trimPrefix", (cut, text) => text.StartsWith(cut, StringComparison.Ordinal) ? text[cut.Length..] : text),
        Trimming("trimSuffix", (cut, text) => text.EndsWith(cut, StringComparison.Ordinal) ? text[..^cut.Length] : text),
        new("contains", [T.String, T.String], T.Bool, args => BoolValue.Of(Sizes.Holds(args.Budget, Paid(args, 1), args.Text(0)))),
        Question("hasPrefix", (part, text) => text.StartsWith(part, StringComparison.Ordinal)),
        Question("hasSuffix", (part, text) => text.EndsWith(part, StringComparison.Ordinal)),
        new("replace", [T.String, T.String, T.String], T.String,
            args => Sizes.Replace(args.Budget, args.Text(2), args.Text(0), args.Text(1))),
        new("repeat", [T.Int, T.String], T.String, args => StringValue.Of(Sizes.Repeat(args.Budget, args.Text(1), args.Int(0)))),
        new("indent", [T.Int, T.String], T.String, args => StringValue.Of(Indent(args))),
        new("nindent", [T.Int, T.String], T.String, args => StringValue.Of("\n" + Indent(args))),
        new("plural", [T.String, T.String, T.Int], T.String, args => args[args.Int(2) == 1 ? 0 : 1]),
    ];

    private static Function Mapping(string name, Func<string, string> map) =>
        new(name, [T.String], T.String, args => StringValue.Of(map(Paid(args, 0))));

    private static Function Trimming(string name, Func<string, string, string> trim) =>
        new(name, [T.String, T.String], T.String, args => StringValue.Of(trim(args.Text(0), Paid(args, 1))));

    private static Function Question(string name, Func<string, string, bool> ask) =>
        new(name, [T.String, T.String], T.Bool, args => BoolValue.Of(ask(args.Text(0), Paid(args, 1))));

    /// <summary>An argument whose length was counted against the budget: the function is going to look at all of it.</summary>
    private static string Paid(Arguments args, int index)
    {
        args.Budget.Reserve(args.Text(index).Length);
        return args.Text(index);
    }

    private static string Indent(Arguments args)
    {
        var pad = Sizes.Repeat(args.Budget, " ", args.Int(0));
        return pad + Sizes.Replace(args.Budget, args.Text(1), "\n", "\n" + pad).Text;
    }
}
