using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>All of one kv-v2 path; a change makes a new one.</summary>
internal sealed record KvKey(Instant Created, Instant Updated)
{
    public ImmutableSortedDictionary<int, KvVersion> Versions { get; init; } = ImmutableSortedDictionary<int, KvVersion>.Empty;

    public int Current { get; init; }

    public int Oldest { get; init; }

    public int MaxVersions { get; init; }

    public bool CasRequired { get; init; }

    public TimeSpan DeleteVersionAfter { get; init; }

    /// <summary>The JSON text of custom_metadata; null when there is none.</summary>
    public byte[]? Custom { get; init; }

    public KvKey With(KvVersion version, int keep)
    {
        var versions = Versions.Add(version.Number, version);
        var oldest = Oldest;
        if (version.Number - keep >= 1)
        {
            oldest = version.Number - keep + 1;
            versions = versions.RemoveRange(versions.Keys.Where(n => n < oldest).ToList());
        }

        return this with { Versions = versions, Current = version.Number, Oldest = oldest, Updated = version.Created };
    }

    public KvKey Change(IEnumerable<int> numbers, Func<KvVersion, KvVersion> change, Instant at)
    {
        var versions = Versions;
        foreach (var number in numbers)
        {
            if (versions.TryGetValue(number, out var version))
            {
                versions = versions.SetItem(number, change(version));
            }
        }

        return this with { Versions = versions, Updated = at };
    }

    public JsonObject Describe(bool custom)
    {
        var data = new JsonObject
        {
            ["cas_required"] = CasRequired,
            ["created_time"] = Created.ToString(),
            ["current_version"] = Current,
            ["delete_version_after"] = GoDuration.Format(DeleteVersionAfter),
            ["max_versions"] = MaxVersions,
            ["oldest_version"] = Oldest,
            ["updated_time"] = Updated.ToString(),
            ["versions"] = new JsonObject([.. Versions.Values.Select(v =>
                KeyValuePair.Create(v.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)v.Describe()))]),
        };
        if (custom)
        {
            data["custom_metadata"] = Custom is null ? null : JsonNode.Parse(Custom);
        }

        return data;
    }
}
