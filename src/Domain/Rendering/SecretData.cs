using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Contracts.Vault;

namespace Coffer.Domain.Rendering;

/// <summary>What a destination Secret shall hold. Secret: lives in the locals of one call, prints as <c>***</c>.</summary>
public sealed class SecretData
{
    /// <summary>Key of the untransformed answer.</summary>
    public const string RawKey = "_raw";

    private readonly ReadOnlyMemory<byte>? _rawPayload;

    /// <param name="entries">Keys and bytes.</param>
    /// <param name="rawPayload">The fields inside <c>_raw</c>; null where no entry is the untransformed answer (a field of that name may
    /// then be one like any other).</param>
    internal SecretData(SortedDictionary<string, ReadOnlyMemory<byte>> entries, ReadOnlyMemory<byte>? rawPayload) =>
        (Entries, _rawPayload) = (entries, rawPayload);

    /// <summary>What a Secret holds, taken for what it should.</summary>
    public static SecretData OfHeld(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries) => new(
        new SortedDictionary<string, ReadOnlyMemory<byte>>(entries.ToDictionary(), Utf8Order.Instance),
        entries.TryGetValue(RawKey, out var raw) ? raw : null);

    /// <summary>Keys and bytes, in the order of the keys' bytes.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Entries { get; }

    /// <summary>Digests of this data.</summary>
    /// <param name="key">The operator's key.</param>
    /// <param name="salt">The resource's UID: people may read a status who may not read Secrets, so equal data in two
    /// objects must not show.</param>
    public Digests Digest(ReadOnlySpan<byte> key, string salt) => new(
        Content: Hex(key, salt, "content", Entries),
        Restart: Hex(key, salt, "restart", RestartEntries(Entries, _rawPayload)),
        ReferenceMac: ReferenceMac(key, Entries),
        Keys: Entries.Count,
        KeyId: KeyId(key));

    /// <summary>Content digest of any data, to compare what a Secret holds with what it should.</summary>
    public static string ContentDigest(ReadOnlySpan<byte> key, string salt, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries) =>
        Hex(key, salt, "content", entries);

    /// <summary>
    /// Restart digest of what a Secret holds now, taken in the same way as that of this data, to tell whether
    /// workloads would see a difference.
    /// </summary>
    public string RestartDigestOfHeld(ReadOnlySpan<byte> key, string salt, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> held) =>
        Hex(key, salt, "restart", RestartEntries(
            held, _rawPayload is { } payload ? PayloadOf(held, isWhole: payload.Span.SequenceEqual(Entries[RawKey].Span)) : null));

    /// <inheritdoc/>
    public override string ToString() => "***";

    /// <summary>A digest of nothing secret tells which key it was made with, and nothing of the key.</summary>
    private static string KeyId(ReadOnlySpan<byte> key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "coffer key id"u8))[..8];

    /// <summary>
    /// A re-put of equal values changes only the version inside <c>_raw</c>, which is no reason to roll anything; where <c>_raw</c> is the
    /// only key, its <c>data</c> part stands for it.
    /// </summary>
    private static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> RestartEntries(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries, ReadOnlyMemory<byte>? rawPayload)
    {
        if (rawPayload is not { } payload)
        {
            return entries;
        }

        var rest = entries.Where(entry => entry.Key != RawKey).ToDictionary();
        return rest.Count > 0 ? rest : new Dictionary<string, ReadOnlyMemory<byte>> { [RawKey] = payload };
    }

    /// <summary>
    /// The fields inside a held <c>_raw</c>: all of it for kv-v1, its <c>data</c> part for kv-v2; what can't be read stands for itself.
    /// </summary>
    private static ReadOnlyMemory<byte> PayloadOf(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> held, bool isWhole)
    {
        var raw = held.GetValueOrDefault(RawKey);
        if (isWhole || raw.IsEmpty)
        {
            return raw;
        }

        try
        {
            using var document = JsonDocument.Parse(raw, new JsonDocumentOptions { MaxDepth = VaultData.MaxDepth });
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("data", out var data)
                ? GoJson.Bytes(data)
                : raw;
        }
        catch (JsonException)
        {
            return raw;
        }
    }

    private static string Hex(
        ReadOnlySpan<byte> key, string salt, string purpose, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries)
    {
        var message = new ArrayBufferWriter<byte>(512);
        GoJson.WriteString(message, purpose);
        GoJson.WriteString(message, salt);
        WriteEntries(message, entries);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, message.WrittenSpan));
    }

    /// <summary>The reference's <c>status.secretMAC</c>: base64 of the HMAC over Go's JSON of the data map, unsalted.</summary>
    private static string ReferenceMac(ReadOnlySpan<byte> key, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries)
    {
        var message = new ArrayBufferWriter<byte>(512);
        WriteEntries(message, entries);
        return Convert.ToBase64String(HMACSHA256.HashData(key, message.WrittenSpan));
    }

    private static void WriteEntries(ArrayBufferWriter<byte> buffer, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries)
    {
        var separator = (byte)'{';
        foreach (var (name, value) in entries.OrderBy(entry => entry.Key, Utf8Order.Instance))
        {
            buffer.Write([separator]);
            GoJson.WriteString(buffer, name);
            buffer.Write(":\""u8);
            var span = buffer.GetSpan(Base64.GetMaxEncodedToUtf8Length(value.Length));
            Base64.EncodeToUtf8(value.Span, span, out _, out var written);
            buffer.Advance(written);
            buffer.Write("\""u8);
            separator = (byte)',';
        }

        buffer.Write(entries.Count == 0 ? "{}"u8 : "}"u8);
    }
}
