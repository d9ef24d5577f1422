using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Domain.Text;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Adapters;

internal sealed class VaultDiagnosisAdapter(VaultClient client) : IVaultDiagnosis
{
    /// <summary>Types of mounts go into messages.</summary>
    private const int MaxWord = 64;

    public Task<Outcome<IReadOnlyList<string>>> CapabilitiesAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string path, CancellationToken cancellation)
    {
        var asked = path.Trim('/');
        var call = new VaultCall("capabilities", HttpMethod.Put, "sys/capabilities-self")
        {
            Namespace = VaultPath.Namespace(vaultNamespace),
            Token = token,
            Body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string[]> { ["paths"] = [asked] }),
        };
        return client.CallAsync(endpoint, call, answer => Capabilities(endpoint, call, answer, asked), cancellation);
    }

    public Task<Outcome<string>> MountTypeAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string mount, CancellationToken cancellation)
    {
        var call = new VaultCall("mount", HttpMethod.Get, $"sys/internal/ui/mounts/{mount.Trim('/')}")
        {
            Namespace = VaultPath.Namespace(vaultNamespace),
            Token = token,
        };
        return client.CallAsync(endpoint, call, answer => MountType(endpoint, call, answer), cancellation);
    }

    private static Outcome<IReadOnlyList<string>> Capabilities(VaultEndpoint endpoint, VaultCall call, VaultAnswer answer, string path)
    {
        if (VaultEnvelope.Parse(answer.Body) is { Data.IsEmpty: false } envelope)
        {
            using var document = JsonDocument.Parse(envelope.Data);
            if (document.RootElement.Property(path).ValueKind == JsonValueKind.Array)
            {
                return Outcome.Ok(NameList.Kept(document.RootElement.Sorted(path)));
            }
        }

        return VaultErrors.Malformed(endpoint, call, answer, "the answer has no capabilities of the path");
    }

    private static Outcome<string> MountType(VaultEndpoint endpoint, VaultCall call, VaultAnswer answer)
    {
        if (VaultEnvelope.Parse(answer.Body) is { Data.IsEmpty: false } envelope)
        {
            using var document = JsonDocument.Parse(envelope.Data);
            if (document.RootElement.Text("type") is { Length: > 0 } name && SafeText.Clean(name, [], MaxWord) is var type)
            {
                return type == "kv" ? $"kv-v{Version(document.RootElement)}" : type;
            }
        }

        return VaultErrors.Malformed(endpoint, call, answer, "the answer has no mount type");
    }

    /// <summary>A kv mount without options is of version 1.</summary>
    private static string Version(JsonElement mount) =>
        mount.Property("options").Text("version") is { Length: > 0 } version ? SafeText.Clean(version, [], MaxWord) : "1";
}
