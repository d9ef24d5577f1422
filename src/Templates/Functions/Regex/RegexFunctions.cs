using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Text;
using Coffer.Templates.Re2;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Regex;

/// <summary>
/// Regular expressions: the pattern comes first, then the text. The <c>must</c> variants word a bad pattern in another way.
/// </summary>
internal static class RegexFunctions
{
    private static readonly byte[] NoText = [];

    public static IEnumerable<Function> All =>
    [
        new("regexMatch", [T.String, T.String], T.Bool, IsMatchOrNot),
        new("mustRegexMatch", [T.String, T.String], T.Bool, args => IsMatch(args, Patterns.Compile(args))),
        .. Both("RegexFind", [T.String, T.String], T.String, Find),
        .. Both("RegexFindAll", [T.String, T.String, T.Int], T.SliceOfString, FindAll),
        .. Both("RegexSplit", [T.String, T.String, T.Int], T.SliceOfString, Split),
        .. Both("RegexReplaceAll", [T.String, T.String, T.String], T.String, (args, pattern) => Replace(args, pattern, isLiteral: false)),
        .. Both(
            "RegexReplaceAllLiteral", [T.String, T.String, T.String], T.String, (args, pattern) => Replace(args, pattern, isLiteral: true)),
        new("regexQuoteMeta", [T.String], T.String,
            args => StringValue.Of(ByteText.FromBytes(Regexp.QuoteMeta(ByteText.ToBytes(args.Text(0)))))),
    ];

    private static Function[] Both(string name, GoType[] parameters, GoType result, Func<Arguments, Regexp, Value> apply) =>
    [
        new("r" + name[1..], parameters, result, args => apply(args, Patterns.MustCompile(args))),
        new("must" + name, parameters, result, args => apply(args, Patterns.Compile(args))),
    ];

    /// <summary>A bad pattern matches nothing.</summary>
    private static BoolValue IsMatchOrNot(Arguments args)
    {
        try
        {
            return IsMatch(args, Patterns.Compile(args));
        }
        catch (FunctionError)
        {
            args.Budget.Remarks.Note("the pattern is no regular expression, and false came out");
            return BoolValue.False;
        }
    }

    private static BoolValue IsMatch(Arguments args, Regexp pattern) => BoolValue.Of(pattern.IsMatch(Text(args), Budget(args)));

    private static StringValue Find(Arguments args, Regexp pattern) =>
        pattern.FindIndex(Text(args), Budget(args)) is { } match ? StringValue.Of(args.Text(1)[match.Start..match.End]) : StringValue.Empty;

    private static SliceValue FindAll(Arguments args, Regexp pattern)
    {
        var matches = pattern.FindAllIndex(Text(args), Limit(args), Budget(args));
        args.Budget.Reserve((long)matches.Count * Sizes.BytesOfPart);
        return matches.Count == 0
            ? new(null, T.SliceOfString)
            : SliceValue.OfText(matches.Select(match => args.Text(1)[match.Start..match.End]));
    }

    private static SliceValue Split(Arguments args, Regexp pattern)
    {
        var pieces = pattern.Split(Text(args), Limit(args), Budget(args));
        args.Budget.Reserve((long)(pieces?.Count ?? 0) * Sizes.BytesOfPart);
        return pieces is null
            ? new(null, T.SliceOfString)
            : SliceValue.OfText(pieces.Select(piece => args.Text(1)[piece.Start..piece.End]));
    }

    private static StringValue Replace(Arguments args, Regexp pattern, bool isLiteral)
    {
        var (text, replacement) = (Text(args), ByteText.ToBytes(args.Text(2)));
        Reserve(args, pattern, text, replacement, isLiteral);
        return StringValue.Of(ByteText.FromBytes(isLiteral
            ? pattern.ReplaceAllLiteral(text, replacement, Budget(args))
            : pattern.ReplaceAll(text, replacement, Budget(args))));
    }

    /// <summary>Asks for room for the largest text that the replacement can lead to.</summary>
    private static void Reserve(Arguments args, Regexp pattern, byte[] text, byte[] replacement, bool isLiteral)
    {
        if (replacement.Length == 0)
        {
            return;
        }

        var matches = pattern.FindAllIndex(text, -1, Budget(args));
        var references = isLiteral ? 0L : replacement.AsSpan().Count((byte)'$');
        var matched = matches.Sum(match => (long)match.End - match.Start);
        args.Budget.Reserve(text.Length - matched + (matches.Count * (long)replacement.Length) + (references * matched));
    }

    private static byte[] Text(Arguments args) => args.Text(1).Length == 0 ? NoText : ByteText.ToBytes(args.Text(1));

    private static int Limit(Arguments args) => (int)Math.Clamp(args.Int(2), -1, int.MaxValue);

    private static StepBudget Budget(Arguments args) => new(args.Budget);
}
