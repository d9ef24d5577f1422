namespace Coffer.Templates.Re2;

/// <summary>
/// How large a regular expression may be. What Go itself refuses (a tree deeper than 1,000, repeats over 1,000, 128 MiB of program) is
/// refused in any case, with Go's own message.
/// </summary>
/// <param name="MaxPatternBytes">Length of the pattern in UTF-8 bytes.</param>
/// <param name="MaxInstructions">Instructions of the compiled program: about one for each character, with repeats written out. Time to
/// match grows with it, and so does memory.</param>
/// <param name="MaxClassRanges">Ranges of all character classes taken together: <c>\pL</c> has about 650. It bounds the
/// memory of the program.</param>
/// <param name="MaxCaptures">Groups that capture. Each thread of a match that wants them notes all of their places: memory grows with
/// captures times instructions.</param>
public sealed record RegexpLimits(
    int MaxPatternBytes = 65_536, int MaxInstructions = 20_000, int MaxClassRanges = 200_000, int MaxCaptures = 250)
{
    /// <summary>Wide enough for any pattern that a person writes.</summary>
    public static RegexpLimits Default { get; } = new();
}
