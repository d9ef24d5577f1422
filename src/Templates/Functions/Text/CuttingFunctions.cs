using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Text;

/// <summary>Functions that cut texts, by bytes, and put them together again.</summary>
internal static class CuttingFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("trunc", [T.Int, T.String], T.String, args => StringValue.Of(Truncate(args.Int(0), args.Text(1)))),
        new("substr", [T.Int, T.Int, T.String], T.String, args => StringValue.Of(Substring(args.Int(0), args.Int(1), args.Text(2)))),
        new("abbrev", [T.Int, T.String], T.String,
            args => StringValue.Of(args.Int(0) < 4 ? args.Text(1) : Words.Abbreviate(args.Text(1), 0, args.Int(0)))),
        new("abbrevboth", [T.Int, T.Int, T.String], T.String,
            args => StringValue.Of(AbbreviateBoth(args.Int(0), args.Int(1), args.Text(2)))),
        new("wrap", [T.Int, T.String], T.String, args => Wrap(args, "\n", args.Text(1), breakWords: false)),
        new("wrapWith", [T.Int, T.String, T.String], T.String, args => Wrap(args, args.Text(1), args.Text(2), breakWords: true)),
        new("split", [T.String, T.String], T.MapOfString, args => Numbered(Sizes.Split(args.Budget, args.Text(1), args.Text(0), -1))),
        new("splitn", [T.String, T.Int, T.String], T.MapOfString,
            args => Numbered(Sizes.Split(args.Budget, args.Text(2), args.Text(0), args.Int(1)))),
        new("splitList", [T.String, T.String], T.SliceOfString,
            args => SliceValue.OfText(Sizes.Split(args.Budget, args.Text(1), args.Text(0), -1))),
        new("join", [T.String, T.Any], T.String, args => Sizes.Join(args.Budget, args.Text(0), ValueTexts.AllOf(args[1], args.Budget))),
    ];

    private static string Truncate(long count, string text)
    {
        if (count < 0)
        {
            return text.Length + count > 0 ? text[(int)(text.Length + count)..] : text;
        }

        return text.Length > count ? text[..(int)count] : text;
    }

    /// <summary>A part of a text by Go's slicing, whose panics say which rule was broken.</summary>
    private static string Substring(long start, long end, string text)
    {
        if (start < 0)
        {
            return end < 0 ? throw OutOfRange($"[:{end}]")
                : end > text.Length ? throw OutOfRange($"[:{end}] with length {text.Length}")
                : text[..(int)end];
        }

        if (end < 0 || end > text.Length)
        {
            end = text.Length;
        }

        return start <= end ? text[(int)start..(int)end] : throw OutOfRange($"[{start}:{end}]");
    }

    private static FunctionError OutOfRange(string range) => new("runtime error: slice bounds out of range " + range);

    private static string AbbreviateBoth(long left, long right, string text) =>
        right < 4 || (left > 0 && right < 7) ? text : Words.Abbreviate(text, left, right);

    private static StringValue Wrap(Arguments args, string separator, string text, bool breakWords)
    {
        args.Budget.Reserve(text.Length + ((long)text.Length * Math.Max(separator.Length, 1) / Math.Max(args.Int(0), 1)));
        return StringValue.Of(Wrapping.Wrap(text, args.Int(0), separator, breakWords));
    }

    /// <summary>The parts under the names _0, _1 and so on.</summary>
    private static MapValue Numbered(List<string> parts)
    {
        var entries = new Dictionary<string, Value?>(StringComparer.Ordinal);
        for (var index = 0; index < parts.Count; index++)
        {
            entries[$"_{index}"] = StringValue.Of(parts[index]);
        }

        return new(entries, T.MapOfString);
    }
}
