using System.Globalization;
using Coffer.Contracts;

namespace Coffer.Domain.Rendering;

/// <summary>What the API server takes as a key of a Secret; it would refuse the whole Secret for one bad key.</summary>
internal static class SecretKeys
{
    /// <summary>The rule, for messages.</summary>
    public const string Rule = "keys are at most 253 of letters, digits, '-', '_' and '.', and don't begin with '..'";

    private const int Shown = 3;
    private const int ShownLength = 40;

    /// <summary>The first few names, shortened, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        var shown = string.Join(", ", names.Take(Shown).Select(name => $"'{Short(name)}'"));
        return names.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {names.Count - Shown} more") : shown;
    }

    private static string Short(string name) =>
        name.Length <= ShownLength ? name
        : string.Create(CultureInfo.InvariantCulture, $"{ShortText.Head(name, ShownLength)}… ({name.Length} characters)");

    /// <summary>At most 253 of <c>[-._a-zA-Z0-9]</c>, and neither <c>.</c> nor beginning with <c>..</c>.</summary>
    public static bool IsValid(string key) =>
        key.Length is > 0 and <= 253 && key != "." && !key.StartsWith("..", StringComparison.Ordinal)
        && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
