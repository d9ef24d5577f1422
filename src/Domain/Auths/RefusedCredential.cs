using System.Globalization;
using Coffer.Contracts;

namespace Coffer.Domain.Auths;

/// <summary>
/// A secret id that Vault has refused. At the fifth in a row Vault (1.13 and later) and OpenBao lock the role out for 15 minutes, for
/// everybody who uses it, also with the right one ("user lockout", on by default; 15 minutes without a try make them forget). So one that
/// stays the same is not sent over and over.
/// </summary>
/// <param name="Fingerprint">Tells credentials apart without holding them.</param>
/// <param name="Count">How often it was refused.</param>
/// <param name="Last">When it was refused last.</param>
/// <param name="Failure">What was told of it.</param>
public sealed record RefusedCredential(string Fingerprint, int Count, DateTimeOffset Last, Failure Failure)
{
    /// <summary>Fewer than the threshold, for others may have tried too.</summary>
    private const int Tries = 3;

    /// <summary>Longer than Vault remembers.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(16);

    /// <summary>The failure to tell without asking Vault again; null when it may be asked.</summary>
    public static Failure? Held(RefusedCredential? before, string fingerprint, DateTimeOffset now)
    {
        if (before is not { Count: >= Tries } || before.Fingerprint != fingerprint || now >= before.Last + Quiet)
        {
            return null;
        }

        var until = (before.Last + Quiet).ToString("u", CultureInfo.InvariantCulture);
        return before.Failure with
        {
            Message = ShortText.Message(
                $"{before.Failure.Message} Not sent again before {until} unless it changes: Vault would lock the role out."),
        };
    }

    /// <summary>What to remember after a login by AppRole failed; a failure that says nothing of the credential changes nothing.</summary>
    public static RefusedCredential? After(RefusedCredential? before, string fingerprint, Failure told, DateTimeOffset now) =>
        told.Kind != FailureKind.Invalid
            ? before
            : new RefusedCredential(fingerprint, before?.Fingerprint == fingerprint ? before.Count + 1 : 1, now, told);
}
