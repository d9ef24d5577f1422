using System.Text;
using Coffer.Templates.Re2.Execution;
using Coffer.Templates.Re2.Syntax;

namespace Coffer.Templates.Re2;

/// <summary>
/// A regular expression with the syntax and the semantics of Go's package regexp (RE2). It matches on UTF-8: all offsets are bytes, and a
/// byte that is not UTF-8 counts as U+FFFD. The leftmost match wins, and among those the one that Perl would find first. Time is linear in
/// the length of the text, whatever the pattern. Immutable, safe for concurrent use.
/// </summary>
public sealed partial class Regexp
{
    private readonly CompiledProgram _program;
    private readonly IReadOnlyList<string> _names;
    private readonly bool _isEmptyPattern;

    private Regexp(CompiledProgram program, IReadOnlyList<string> names, bool isEmptyPattern) =>
        (_program, _names, _isEmptyPattern) = (program, names, isEmptyPattern);

    /// <summary>Number of captures, the whole match not counted.</summary>
    public int GroupCount => _names.Count - 1;

    /// <summary>Names of the captures by number; empty for one without a name and for number 0, the whole match.</summary>
    public IReadOnlyList<string> GroupNames => _names;

    /// <summary>Instructions of the program.</summary>
    internal int Instructions => _program.Code.Length;

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">The pattern in UTF-8.</param>
    /// <param name="limits">How large it may be; <see cref="RegexpLimits.Default"/> when left out.</param>
    /// <exception cref="RegexpException">It is no regular expression of RE2, or over a limit. The message is that of
    /// Go's Compile.</exception>
    public static Regexp Compile(ReadOnlySpan<byte> pattern, RegexpLimits? limits = null)
    {
        var (tree, names) = Parse(pattern, limits ?? RegexpLimits.Default);
        var (code, start) = Compiler.Compile(tree);
        return new Regexp(new CompiledProgram(code, start), names, pattern.IsEmpty);
    }

    /// <inheritdoc cref="Compile(ReadOnlySpan{byte}, RegexpLimits)"/>
    public static Regexp Compile(string pattern, RegexpLimits? limits = null) => Compile(Encoding.UTF8.GetBytes(pattern), limits);

    /// <summary>
    /// Refuses what <see cref="Compile(ReadOnlySpan{byte}, RegexpLimits)"/> refuses, without the work of writing repeats out.
    /// </summary>
    /// <inheritdoc cref="Compile(ReadOnlySpan{byte}, RegexpLimits)"/>
    internal static void Check(ReadOnlySpan<byte> pattern, RegexpLimits limits) => Parse(pattern, limits);

    /// <summary>Compiles a pattern where Go's program would panic over a bad one.</summary>
    /// <inheritdoc cref="Compile(ReadOnlySpan{byte}, RegexpLimits)"/>
    /// <exception cref="RegexpException">It is no regular expression of RE2, or over a limit. The message is that of the panic.</exception>
    public static Regexp MustCompile(ReadOnlySpan<byte> pattern, RegexpLimits? limits = null)
    {
        try
        {
            return Compile(pattern, limits);
        }
        catch (RegexpException bad)
        {
            throw bad.AsPanic(pattern);
        }
    }

    /// <summary>The text as a pattern that matches just this text.</summary>
    public static byte[] QuoteMeta(ReadOnlySpan<byte> text)
    {
        var quoted = new List<byte>(text.Length + 8);
        foreach (var letter in text)
        {
            if (@"\.+*?()|[]{}^$".Contains((char)letter))
            {
                quoted.Add((byte)'\\');
            }

            quoted.Add(letter);
        }

        return [.. quoted];
    }

    /// <summary>Whether there is a match anywhere in the text.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="budget">Pays for the work, see <see cref="IStepBudget"/>.</param>
    public bool IsMatch(ReadOnlySpan<byte> text, IStepBudget? budget = null) => _program.Match(text, 0, [], budget);

    /// <inheritdoc cref="IsMatch(ReadOnlySpan{byte}, IStepBudget)"/>
    public bool IsMatch(string text, IStepBudget? budget = null) => IsMatch(Encoding.UTF8.GetBytes(text), budget);

    /// <summary>Start and end of the leftmost match, or null.</summary>
    /// <inheritdoc cref="IsMatch(ReadOnlySpan{byte}, IStepBudget)"/>
    public (int Start, int End)? FindIndex(ReadOnlySpan<byte> text, IStepBudget? budget = null)
    {
        Span<int> slots = stackalloc int[2];
        return _program.Match(text, 0, slots, budget) ? (slots[0], slots[1]) : null;
    }

    /// <summary>
    /// Start and end of the leftmost match and of each capture in it, -1 for one that took no part; null without a match.
    /// </summary>
    /// <inheritdoc cref="IsMatch(ReadOnlySpan{byte}, IStepBudget)"/>
    public int[]? FindSubmatchIndex(ReadOnlySpan<byte> text, IStepBudget? budget = null)
    {
        var slots = new int[_names.Count * 2];
        return _program.Match(text, 0, slots, budget) ? slots : null;
    }

    private static (Node Tree, IReadOnlyList<string> Names) Parse(ReadOnlySpan<byte> pattern, RegexpLimits limits) =>
        pattern.Length <= limits.MaxPatternBytes
            ? Parser.Parse(pattern.ToArray(), limits)
            : throw RegexpException.Limit($"the pattern has {pattern.Length} bytes, the limit is {limits.MaxPatternBytes}");
}
