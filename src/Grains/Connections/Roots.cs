using System.Text;
using Coffer.Contracts;
using Coffer.Domain.Connections;

namespace Coffer.Grains.Connections;

/// <summary>Fetches the trusted roots of a VaultConnection. Certificates are public: they may stay in memory.</summary>
internal static class Roots
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";

    /// <summary>
    /// All the roots that a browser trusts have 220 KiB. Each certificate takes several times its text, in each silo and
    /// for each VaultConnection.
    /// </summary>
    private const int MaxBundleBytes = 256 * 1024;

    /// <summary>A PEM bundle; empty for the system's roots.</summary>
    public static async Task<Outcome<string>> FetchAsync(
        ConnectionPorts ports, CaSource source, bool skipVerify, CancellationToken cancellation)
    {
        var bundle = source switch
        {
            CaSource.Secret s => await FromSecretAsync(ports, s.Key, cancellation),
            CaSource.File f => await FromFileAsync(ports, f, cancellation),
            _ => ReadOnlyMemory<byte>.Empty,
        };
        if (!bundle.TryGet(out var bytes, out var failure))
        {
            return failure;
        }

        if (bytes.Length > MaxBundleBytes)
        {
            return Refused(source, $"has {bytes.Length} bytes, and {MaxBundleBytes} is the limit; keep the CA that signed Vault's "
                + "certificate there, and no others");
        }

        var pem = Encoding.UTF8.GetString(bytes.Span);
        return source is CaSource.System || skipVerify || pem.Contains(Begin, StringComparison.Ordinal)
            ? pem
            : Refused(source, "holds no PEM certificate; put the CA's certificate there, with its BEGIN and END lines");
    }

    private static async Task<Outcome<ReadOnlyMemory<byte>>> FromSecretAsync(
        ConnectionPorts ports, ObjectKey key, CancellationToken cancellation)
    {
        if (!(await ports.Secrets.ReadAsync(key, cancellation)).TryGet(out var secret, out var failure))
        {
            return failure.Kind == FailureKind.NotFound
                ? failure with
                {
                    Message = $"Secret {key} of spec.caCertSecretRef does not exist ({failure.Message}); create it with the CA's "
                        + $"certificate under {ConnectionRules.CaKey}",
                }
                : failure;
        }

        return secret.Data.TryGetValue(ConnectionRules.CaKey, out var bytes)
            ? bytes
            : new Failure(FailureKind.Misconfigured, $"Secret {key} has no key {ConnectionRules.CaKey}; put the CA's certificate there");
    }

    private static async Task<Outcome<ReadOnlyMemory<byte>>> FromFileAsync(
        ConnectionPorts ports, CaSource.File file, CancellationToken cancellation)
    {
        var read = await ports.Files.ReadAsync(file.Path, file.Namespace, cancellation);
        return read.Failure is { } failure ? failure with { Message = $"spec.caCertPath: {failure.Message}" } : read;
    }

    private static Failure Refused(CaSource source, string why) => new(FailureKind.Misconfigured, $"{Name(source)} {why}");

    private static string Name(CaSource source) => source switch
    {
        CaSource.Secret s => $"Key {ConnectionRules.CaKey} of Secret {s.Key}",
        CaSource.File f => $"File {f.Path}",
        _ => "The system's store",
    };
}
