using CsCheck;

namespace Coffer.Templates.Tests.Re2;

/// <summary>Random patterns.</summary>
internal static class PatternGen
{
    private static readonly Gen<string> Atom = Gen.OneOf(
        "a", "b", "c", "x", ".", "[ab]", "[^a]", "[a-c]", @"\w", @"\d", @"\s", "ab", "abc", @"\x61", @"\.");
    private static readonly Gen<string> Empty = Gen.OneOf("^", "$", @"\b", @"\B", "", "()");
    private static readonly Gen<string> Quantifier = Gen.OneOf("*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}", "{0,2}?");

    /// <summary>Any valid pattern.</summary>
    public static Gen<string> Any { get; } = Nested(Gen.OneOf(Atom, Empty), repeatable: false);

    /// <summary>
    /// Patterns that RE2 and a backtracking engine read alike. Repeated is only what cannot be empty: there, a backtracking engine gives up
    /// a loop where RE2 goes on.
    /// </summary>
    public static Gen<string> Common { get; } = Nested(Atom, repeatable: true);

    private static Gen<string> Nested(Gen<string> leaf, bool repeatable) => Gen.Recursive<string>((depth, inner) =>
    {
        if (depth > 3)
        {
            return leaf;
        }

        var repeated = Gen.Select(repeatable ? Atom : inner, Quantifier, Gen.Bool,
            (what, quantifier, captured) => $"({(captured ? "" : "?:")}{what}){quantifier}");
        return Gen.OneOf(
            leaf,
            repeated,
            Gen.Select(inner, inner, (first, second) => first + second),
            Gen.Select(inner, inner, (first, second) => $"({first}|{second})"),
            Gen.Select(inner, inner, inner, (first, second, third) => $"(?:{first}|{second}|{third})"));
    });
}
