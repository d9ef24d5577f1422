using Coffer.Contracts;
using Coffer.Domain.Auths.Sessions;

namespace Coffer.Domain.Auths;

/// <summary>
/// What to tell people about a request that Vault keeps refusing: a wrong mount, a wrong path and a missing policy are one and the same
/// 403.
/// </summary>
public static class RefusalCauses
{
    /// <summary>The failure to tell.</summary>
    /// <param name="auth">The VaultAuth.</param>
    /// <param name="authNamespace">Vault namespace of the login; empty for the root.</param>
    /// <param name="path">What was refused.</param>
    /// <param name="denial">How it stands.</param>
    /// <param name="policies">Policies of the token.</param>
    /// <param name="now">Now.</param>
    public static Failure Of(
        AuthKey auth, string authNamespace, RefusedPath path, Denial denial, IReadOnlyList<string> policies, DateTimeOffset now)
    {
        var ns = path.Namespace.Length > 0 ? path.Namespace : authNamespace;
        var what = path.Writes ? "write to" : "read";
        var text = $"Vault refuses to let VaultAuth {auth.Auth}, used from namespace {auth.Consumer}, {what} "
            + $"{path.Path}{Wording.InNamespace(ns)}: 403 permission denied. "
            + $"The token is alive and another login brought nothing new; its policies are [{string.Join(", ", policies.Take(10))}]. "
            + Causes(path, denial.Findings ?? Findings.None);
        return new Failure(FailureKind.Forbidden, ShortText.Message(text))
        {
            RetryAfter = denial.Until > now ? denial.Until - now : TimeSpan.Zero,
        };
    }

    /// <summary>An engine that makes something for a request.</summary>
    private static string OfWrite(RefusedPath path, Findings findings, string policy) =>
        findings.MountType.StartsWith("kv", StringComparison.Ordinal)
            ? $"Mount '{path.Mount}' is of type {findings.MountType}, which makes nothing: correct spec.mount."
        : findings.MountType.Length == 0
            ? $"Left are: (1) spec.mount: there is no mount '{path.Mount}'; (2) no policy of the role allows it: add {policy}."
        : $"Mount '{path.Mount}' exists ({findings.MountType}): no policy of the role allows it: add {policy}.";

    private static string Causes(RefusedPath path, Findings findings)
    {
        var right = path.Writes ? "update" : "read";
        var policy = $"path \"{path.Path}\" {{ capabilities = [\"{right}\"] }}";
        if (findings.Capabilities.Any(c => c == right || c == "root"))
        {
            return $"By now Vault says that the token may {(path.Writes ? "do" : "read")} it: it is tried again.";
        }

        if (path.Writes)
        {
            return OfWrite(path, findings, policy);
        }

        if (findings.MountType.Length == 0)
        {
            return $"Left are: (1) spec.mount: there is no mount '{path.Mount}'; (2) spec.path is wrong; (3) no policy of the "
                + $"role allows it: add {policy}.";
        }

        var versioned = path.Path.StartsWith(path.Mount.Trim('/') + "/data/", StringComparison.Ordinal);
        return (findings.MountType, versioned) switch
        {
            ("kv-v1" or "kv", true) => $"Mount '{path.Mount}' is kv version 1: set spec.type to kv-v1.",
            ("kv-v2", false) => $"Mount '{path.Mount}' is kv version 2: set spec.type to kv-v2.",
            _ => $"Mount '{path.Mount}' exists ({findings.MountType}). Left are: (1) no policy of the role allows it: add "
                + $"{policy}; (2) spec.path is wrong.",
        };
    }
}
