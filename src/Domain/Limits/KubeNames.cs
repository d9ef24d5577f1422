using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Limits;

/// <summary>
/// What the API server takes as a name. Another text can't be that of an object, and would be read as something else where it becomes
/// part of a key or of a path.
/// </summary>
public static class KubeNames
{
    /// <summary>A DNS-1123 subdomain: the name of an object.</summary>
    public static bool IsObject(string? name) => name is { Length: > 0 and <= SpecLimits.NameLength } && name.Split('.').All(IsPart);

    /// <summary>A DNS-1123 label: the name of a namespace.</summary>
    public static bool IsNamespace(string? name) => name is { Length: > 0 and <= SpecLimits.NamespaceLength } && IsPart(name);

    /// <summary>What is wrong with the name of an object; null for nothing.</summary>
    public static string? Fault(string? name) => IsObject(name) ? null
        : string.IsNullOrEmpty(name) ? "is empty: write the name of an object"
        : $"'{ShortText.Name(name)}' is no name of an object: it has at most {SpecLimits.NameLength} lower-case letters, digits, '-' and "
            + "'.', and begins and ends with a letter or digit";

    private static bool IsPart(string part) =>
        part.Length > 0 && part[0] != '-' && part[^1] != '-'
        && part.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
