using System.Diagnostics.CodeAnalysis;

namespace Coffer.Domain.Auths;

/// <summary>What Google takes as a name. Another text would be read as something else where it becomes part of a path.</summary>
public static class GoogleNames
{
    private const int MostOfPlace = 100;
    private const int MostOfAccount = 254;

    /// <summary>
    /// The id of a project (an old one may have a domain before it: <c>example.com:app</c>), a region or zone, or the name of a cluster.
    /// </summary>
    public static bool IsPlace([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MostOfPlace } && text.All(static c => IsLetterOrDigit(c) || c is '-' or '.' or ':' or '_');

    /// <summary>The email of a service account.</summary>
    public static bool IsAccount([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= MostOfAccount }
        && text.Split('@') is [{ Length: > 0 } name, { Length: > 0 } domain] && name.All(IsOfEmail) && domain.All(IsOfEmail);

    private static bool IsOfEmail(char c) => IsLetterOrDigit(c) || c is '-' or '.';

    private static bool IsLetterOrDigit(char c) => char.IsAsciiLetter(c) || char.IsAsciiDigit(c);
}
