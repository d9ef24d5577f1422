using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>
/// What is sent to the engine: only what is set. OpenBao refuses an empty <c>not_after</c>, and an empty text says nothing to either.
/// </summary>
internal static class CertificateBody
{
    public static string Of(VaultPKISecretSpec spec)
    {
        var body = new JsonObject { ["remove_roots_from_chain"] = true };
        Add(body, "common_name", spec.CommonName);
        Add(body, "alt_names", List(spec.AltNames));
        Add(body, "ip_sans", List(spec.IpSans));
        Add(body, "uri_sans", List(spec.UriSans));
        Add(body, "other_sans", List(spec.OtherSans));
        Add(body, "user_ids", List(spec.UserIds));
        Add(body, "ttl", spec.Ttl);
        Add(body, "not_after", spec.NotAfter);
        Add(body, "format", spec.Format);
        Add(body, "private_key_format", spec.PrivateKeyFormat);
        if (spec.ExcludeCnFromSans)
        {
            body["exclude_cn_from_sans"] = true;
        }

        return JsonSerializer.Serialize(body);
    }

    public static string OfRevocation(string serial) => JsonSerializer.Serialize(new JsonObject { ["serial_number"] = serial });

    private static string List(IReadOnlyList<string>? texts) =>
        string.Join(',', (texts ?? []).Where(text => !string.IsNullOrWhiteSpace(text)));

    private static void Add(JsonObject body, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            body[name] = value;
        }
    }
}
