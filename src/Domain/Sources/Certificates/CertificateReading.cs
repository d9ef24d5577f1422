using System.Text;
using System.Text.Json;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>
/// What a PKI engine answered: a certificate with its key and chain. Nothing is made of one whose parts do not belong together.
/// </summary>
internal static class CertificateReading
{
    private const string Chain = "ca_chain";

    public static SourceReading Of(VaultPKISecretSpec spec, SourceRequest request, VaultData answer, int maxFields)
    {
        if (answer.Json.IsEmpty)
        {
            return new SourceReading.Failed(CertificateProblems.NoEngine(request, "the answer holds no data"));
        }

        if (AnswerScan.Fault(answer.Json.Span, maxFields) is { } fault)
        {
            return new SourceReading.Failed(CertificateProblems.Unreadable(request, fault));
        }

        // Not disposed: what was read refers to it, and its memory is not the pool's, as the answer's own bytes are not.
        var data = JsonDocument.Parse(answer.Json, new JsonDocumentOptions { MaxDepth = VaultData.MaxDepth }).RootElement;
        return data.ValueKind == JsonValueKind.Object
            ? Read(spec, request, data, answer)
            : new SourceReading.Failed(CertificateProblems.NoEngine(request, "data is no object"));
    }

    private static SourceReading Read(VaultPKISecretSpec spec, SourceRequest request, JsonElement data, VaultData answer)
    {
        if (Text(data, "certificate") is not { } given || CertificateText.First(given) is not { } pem)
        {
            return new SourceReading.Failed(CertificateProblems.NoEngine(request, "the answer holds no certificate"));
        }

        using var certificate = CertificateText.Read(pem);
        if (certificate is null)
        {
            return new SourceReading.Failed(CertificateProblems.Unreadable(request, "its certificate can't be read"))
            {
                Made = Made(data),
            };
        }

        var serial = CertificateText.Serial(certificate);
        if (Text(data, "private_key") is not { } privateKey || CertificateText.Key(privateKey) is not { } key
            || CertificateText.IsPair(certificate, key) == false)
        {
            return new SourceReading.Failed(CertificateProblems.Unreadable(request, "its private key is not that of its certificate"))
            {
                Made = serial,
            };
        }

        var facts = new CertificateFacts
        {
            SerialNumber = serial,
            NotBefore = CertificateText.NotBefore(certificate),
            NotAfter = CertificateText.NotAfter(certificate),
            Issued = CertificateText.NotBefore(certificate),
        };
        return new SourceReading.Found(Content(spec, data, pem, key), new CertificateVersion(facts))
        {
            Remarks =
            [
                .. answer.Warnings.Distinct().Select(static warning => $"Vault: {warning}"),
                .. CertificateProblems.OfLease(spec, answer.HasLease),
                .. CaRemarks(data, facts),
            ],
        };
    }

    private static SourceContent Content(VaultPKISecretSpec spec, JsonElement data, string pem, string key)
    {
        var chain = ChainOf(data);
        var content = new SourceContent(data, data);
        if (chain.Count > 0)
        {
            content = content with { Spelled = Keys((Chain, string.Join('\n', chain))) };
        }

        if (spec.Destination.Type != TlsSecret.Type)
        {
            return content;
        }

        // The root is no part of what a server sends; whoever has to know it takes it from ca.crt.
        var whole = chain.Select(CertificateText.First).OfType<string>().Where(each => !IsRoot(each)).Prepend(pem);
        var issuing = Text(data, "issuing_ca") is { } given ? CertificateText.First(given) : null;
        return content with
        {
            Added = Keys(
                (TlsSecret.Certificate, string.Join('\n', whole)), (TlsSecret.PrivateKey, key), (TlsSecret.Authority, issuing ?? "")),
        };
    }

    private static IEnumerable<string> CaRemarks(JsonElement data, CertificateFacts facts)
    {
        using var issuing = Text(data, "issuing_ca") is { } given && CertificateText.First(given) is { } pem
            ? CertificateText.Read(pem)
            : null;
        return issuing is null ? [] : CertificateProblems.OfAuthority(CertificateText.NotAfter(issuing), facts);
    }

    private static bool IsRoot(string pem)
    {
        using var certificate = CertificateText.Read(pem);
        return certificate is not null
            && certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
    }

    private static List<string> ChainOf(JsonElement data) =>
        data.TryGetProperty(Chain, out var chain) && chain.ValueKind == JsonValueKind.Array
            ? [.. chain.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)]
            : [];

    private static Dictionary<string, ReadOnlyMemory<byte>> Keys(params (string Key, string Text)[] entries) =>
        entries.ToDictionary(entry => entry.Key, entry => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(entry.Text));

    /// <summary>By what the answer says of itself; only what looks like a serial number is asked to be revoked.</summary>
    private static string? Made(JsonElement data) =>
        Text(data, "serial_number") is { Length: > 0 and <= 64 } serial
        && serial.All(letter => char.IsAsciiHexDigit(letter) || letter is ':' or '-')
            ? serial
            : null;

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
