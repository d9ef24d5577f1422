using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Coffer.Templates.Re2.Unicode;

/// <summary>
/// The classes behind <c>\p{Name}</c>: general categories with their long names, scripts, and Any, ASCII and Assigned. Names are taken
/// without regard to case, spaces, hyphens and underscores. Every class is decoded once and shared.
/// </summary>
internal static class UnicodeClasses
{
    private const string Unassigned = "Cn";

    /// <summary>Alias, name of the category, as in Unicode's PropertyValueAliases.</summary>
    private const string CategoryAliases =
        """
        Other C Control Cc cntrl Cc Format Cf Unassigned Cn PrivateUse Co Surrogate Cs Letter L CasedLetter LC LowercaseLetter Ll ModifierLetter Lm OtherLetter Lo TitlecaseLetter Lt UppercaseLetter Lu
        Mark M CombiningMark M SpacingMark Mc EnclosingMark Me NonspacingMark Mn Number N DecimalNumber Nd digit Nd LetterNumber Nl OtherNumber No
        Punctuation P punct P ConnectorPunctuation Pc DashPunctuation Pd ClosePunctuation Pe FinalPunctuation Pf InitialPunctuation Pi OtherPunctuation Po OpenPunctuation Ps
        Symbol S CurrencySymbol Sc ModifierSymbol Sk MathSymbol Sm OtherSymbol So Separator Z LineSeparator Zl ParagraphSeparator Zp SpaceSeparator Zs
        """;

    private static readonly FrozenDictionary<string, Func<int[]>> Sources = Index();
    private static readonly ConcurrentDictionary<(string Name, bool Fold, bool Negated), int[]> Decoded = new();

    /// <summary>Letters and decimal digits: what may stand in the name of a group in a replacement.</summary>
    public static bool IsLetterOrDigit(int rune) => RuneRanges.Contains(Get("l"), rune) || RuneRanges.Contains(Get("nd"), rune);

    /// <summary>Letters, marks, numbers, punctuation, symbols and the ASCII space: what Go shows as it is in a quoted string.</summary>
    public static bool IsPrint(int rune) =>
        rune == ' ' || Array.Exists(["l", "m", "n", "p", "s"], category => RuneRanges.Contains(Get(category), rune));

    /// <summary>The ranges of a class, or null when no class has the name.</summary>
    /// <param name="name">A name in any spelling.</param>
    /// <param name="fold">Whether code points that differ from a member in case only belong to it, too.</param>
    /// <param name="negated">Whether all the others are wanted.</param>
    public static int[]? Find(string name, bool fold, bool negated)
    {
        var key = Canonical(name);
        return Sources.ContainsKey(key) ? Get(key, fold, negated) : null;
    }

    private static int[] Get(string key, bool fold = false, bool negated = false) =>
        Decoded.GetOrAdd((key, fold, negated), static wanted => wanted switch
        {
            { Negated: true } => RuneRanges.Negate(Get(wanted.Name, wanted.Fold)),
            { Fold: true } => RuneRanges.Fold(Get(wanted.Name)),
            _ => Sources[wanted.Name](),
        });

    private static string Canonical(string name) =>
        string.Concat(name.Where(letter => letter is not (' ' or '-' or '_'))
            .Select(letter => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter));

    private static FrozenDictionary<string, Func<int[]>> Index()
    {
        var sources = new Dictionary<string, Func<int[]>>
        {
            ["any"] = () => [0, RuneRanges.MaxRune],
            ["ascii"] = () => [0, 0x7F],
            ["assigned"] = () => RuneRanges.Negate(Category(Unassigned)),
            ["lc"] = () => Union("Lu", "Ll", "Lt"),
        };

        var categories = Split(UnicodeData.CategoryNames);
        foreach (var category in categories)
        {
            sources[Canonical(category)] = () => Category(category);
            sources.TryAdd(Canonical(category[..1]), () => Union([.. categories.Where(other => other[0] == category[0])]));
        }

        foreach (var (number, script) in Split(UnicodeData.ScriptNames).Index())
        {
            sources[Canonical(script)] = () => Read(UnicodeData.Scripts, number + 1);
        }

        foreach (var pair in Split(CategoryAliases).Chunk(2))
        {
            sources[Canonical(pair[0])] = sources[Canonical(pair[1])];
        }

        return sources.ToFrozenDictionary();
    }

    private static string[] Split(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static int[] Category(string name) => Read(UnicodeData.Categories, Array.IndexOf(Split(UnicodeData.CategoryNames), name));

    private static int[] Union(params string[] categories)
    {
        var union = new RuneRanges();
        foreach (var category in categories)
        {
            union.AddAll(Category(category));
        }

        return union.ToPairs();
    }

    private static int[] Read(string runs, int wanted)
    {
        var ranges = new RuneRanges();
        var reader = new VarintReader(Convert.FromBase64String(runs));
        for (var at = 0; !reader.AtEnd;)
        {
            var length = reader.Next();
            if (reader.Next() == wanted)
            {
                ranges.Add(at, at + length - 1);
            }

            at += length;
        }

        return ranges.ToPairs();
    }
}
