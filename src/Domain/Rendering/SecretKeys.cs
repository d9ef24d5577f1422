namespace Coffer.Domain.Rendering;

/// <summary>What the API server takes as a key of a Secret; it would refuse the whole Secret for one bad key.</summary>
internal static class SecretKeys
{
    /// <summary>The rule, for messages.</summary>
    public const string Rule = "keys are at most 253 of letters, digits, '-', '_' and '.', and don't begin with '..'";

    /// <summary>At most 253 of <c>[-._a-zA-Z0-9]</c>, and neither <c>.</c> nor beginning with <c>..</c>.</summary>
    public static bool IsValid(string key) =>
        key.Length is > 0 and <= 253 && key != "." && !key.StartsWith("..", StringComparison.Ordinal) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
