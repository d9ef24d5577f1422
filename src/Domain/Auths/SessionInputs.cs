using Coffer.Contracts;
using Coffer.Domain.Auths.Globals;
using Coffer.Domain.Text;

namespace Coffer.Domain.Auths;

/// <summary>
/// What a login follows, as one text of parts with blanks between them: <see cref="InputRef"/>s, and what a VaultAuthGlobal adds. A login
/// is made anew when any part changes; a secret is read anew when one changes that says where it is.
/// </summary>
public static class SessionInputs
{
    private const string Login = "login/";

    /// <summary>The parts of a VaultAuth, and of what it refers to.</summary>
    /// <param name="auth">The VaultAuth.</param>
    /// <param name="connection">The VaultConnection; null when it can't be had.</param>
    /// <param name="merged">What it came to with its VaultAuthGlobal; null for none.</param>
    public static string Of(InputRef auth, InputRef? connection, MergedAuth? merged) => string.Join(' ', Parts(auth, connection, merged));

    /// <summary>The parts that say where secrets are.</summary>
    public static string Place(string inputs) =>
        string.Join(' ', inputs.Split(' ').Where(static part => !part.StartsWith(Login, StringComparison.Ordinal)));

    private static IEnumerable<string> Parts(InputRef auth, InputRef? connection, MergedAuth? merged)
    {
        yield return auth.ToString();
        if (connection is not null)
        {
            yield return connection.ToString();
        }

        if (merged is { IsPlaceOfGlobal: true })
        {
            yield return $"namespace/{ShortHash.Of(merged.Spec.Namespace!)}";
        }

        if (merged is not null)
        {
            yield return $"{Login}{VaultAuthDecider.SpecHash(merged.Spec)}";
        }
    }
}
