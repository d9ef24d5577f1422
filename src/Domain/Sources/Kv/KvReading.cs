using System.Globalization;
using System.Text.Json;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Sources.Kv;

/// <summary>
/// What a read of a KV engine says about a secret. "Deleted" is <c>data: null</c>, never "deletion_time is set": that may lie in the
/// future. Only <see cref="Found"/> may change a Secret; whatever else comes back, the last good one stays.
/// </summary>
public abstract record KvReading
{
    /// <summary>
    /// RFC 3339 with nanoseconds has 30 characters. What is longer is no time, and would stand in conditions and in the journal.
    /// </summary>
    private const int LongestTime = 40;

    private KvReading()
    {
    }

    /// <summary>The secret is there. Holds secret values.</summary>
    /// <param name="Content">Its fields, the answer's whole <c>data</c>, and for kv-v2 the answer's <c>metadata</c>.</param>
    /// <param name="Version">Which version it is.</param>
    public sealed record Found(SourceContent Content, KvVersion Version) : KvReading
    {
        /// <inheritdoc/>
        public override string ToString() => "***";
    }

    /// <summary>The version is there but its data is not: soft-deleted, destroyed, or an empty answer.</summary>
    /// <param name="Why">In words for people.</param>
    public sealed record Absent(string Why) : KvReading;

    /// <summary>The answer is not that of this engine.</summary>
    /// <param name="Why">In words for people.</param>
    public sealed record Unreadable(string Why) : KvReading;

    /// <summary>The mount is of the other version of kv.</summary>
    public sealed record OtherVersion : KvReading;

    /// <summary>
    /// Reads the answer of a <c>kv-v1</c> mount. Such a mount refuses to store a secret without fields, so an answer
    /// without any is an empty one.
    /// </summary>
    public static KvReading OfKv1(VaultData answer, int maxFields = SpecLimits.Fields) =>
        answer.Json.IsEmpty ? NoData(answer) : Parse(answer, maxFields, data =>
            data.ValueKind != JsonValueKind.Object ? new Unreadable($"data is {Name(data)}, not an object")
            : !data.EnumerateObject().Any() ? NoData(answer)
            : new Found(new SourceContent(data, data), new KvVersion(0, "")));

    /// <summary>
    /// Reads the answer of a <c>kv-v2</c> mount's <c>data/</c> path. There a version without fields can be stored, and is one.
    /// </summary>
    public static KvReading OfKv2(VaultData answer, int maxFields = SpecLimits.Fields) =>
        answer.Json.IsEmpty ? NoData(answer) : Parse(answer, maxFields, Kv2);

    /// <summary>A kv-v2 mount that is read as kv-v1 answers without data and says in a warning that the path is wrong.</summary>
    private static KvReading NoData(VaultData answer) =>
        answer.Warnings.Any(warning => warning.Contains("versioned K/V secrets engine", StringComparison.Ordinal)) ? new OtherVersion()
        : answer.Warnings.Count > 0 ? new Unreadable(string.Join(' ', answer.Warnings))
        : new Absent("Vault answered without data");

    private static KvReading Kv2(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("metadata", out var metadata)
            || metadata.ValueKind != JsonValueKind.Object)
        {
            return new Unreadable("the answer has no data.metadata: is the mount really kv-v2?");
        }

        var version = metadata.TryGetProperty("version", out var number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt64(out var parsed)
            ? parsed
            : 0;
        if (!data.TryGetProperty("data", out var fields) || fields.ValueKind == JsonValueKind.Null)
        {
            return new Absent(Gone(metadata, version));
        }

        return fields.ValueKind == JsonValueKind.Object
            ? new Found(new SourceContent(fields, data) { Metadata = metadata }, new KvVersion(version, Time(metadata, "created_time")))
            : new Unreadable($"data.data is {Name(fields)}, not an object");
    }

    private static string Gone(JsonElement metadata, long version)
    {
        var what = version.ToString(CultureInfo.InvariantCulture);
        if (metadata.TryGetProperty("destroyed", out var destroyed) && destroyed.ValueKind == JsonValueKind.True)
        {
            return $"version {what} is destroyed";
        }

        var deleted = Time(metadata, "deletion_time");
        return deleted.Length > 0 ? $"version {what} was deleted at {deleted}" : $"version {what} holds no data";
    }

    private static KvReading Parse(VaultData answer, int maxFields, Func<JsonElement, KvReading> read)
    {
        if (AnswerScan.Fault(answer.Json.Span, maxFields) is { } fault)
        {
            return new Unreadable(fault);
        }

        // Not disposed: what was read refers to it, and its memory is not the pool's, as the answer's own bytes are not.
        var root = JsonDocument.Parse(answer.Json, new JsonDocumentOptions { MaxDepth = VaultData.MaxDepth }).RootElement;
        return root.ValueKind == JsonValueKind.Null ? NoData(answer) : read(root);
    }

    private static string Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: <= LongestTime } time
            ? time
            : "";

    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "no object",
    };
}
