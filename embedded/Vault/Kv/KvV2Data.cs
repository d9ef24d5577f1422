using System.Globalization;
using System.Text.Json;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>data/, delete/, undelete/ and destroy/ of kv-v2.</summary>
internal sealed class KvV2Data(VaultCore core, KvPaths<KvKey> paths, Func<KvConfig> config)
{
    private bool Custom => !core.IsOld;

    public VaultAnswer Read(VaultRequest request, string path)
    {
        var asked = request.Query is { } query && query.TryGetValue("version", out var text) ? text.ToString() : "";
        var number = 0;
        if (asked.Length > 0 && !int.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
        {
            return BadVersion(asked);
        }

        var key = paths.Read(path, request.SeenUntil);
        return key is not null && key.Versions.TryGetValue(number <= 0 ? key.Current : number, out var version)
            ? KvV2Answer.Read(key, version, Custom, core.Clock.Now)
            : VaultAnswer.NotFound;
    }

    public VaultAnswer Write(VaultRequest request, string path)
    {
        var data = request.Find("data");
        if (data.ValueKind == JsonValueKind.Undefined)
        {
            return VaultAnswer.Error(400, "no data provided");
        }

        if (data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            return VaultAnswer.Error(400, NoMap(data));
        }

        var text = GoJson.WithFloats(data);
        lock (paths.Gate)
        {
            var held = paths.Read(path, null);
            if (CasFault(request, held) is { } fault)
            {
                return VaultAnswer.Error(400, fault);
            }

            var now = core.Clock.Next();
            var key = held ?? new KvKey(now, now);
            var version = new KvVersion(key.Current + 1, now, text) { DeletionTime = config().DeletionOf(now, key) };
            key = key.With(version, config().Keep(key));
            paths.Write(path, now, key);
            return KvV2Answer.Written(key, version, Custom);
        }
    }

    public VaultAnswer DeleteLatest(string path) => Change(path, key => [key.Current], Deleted);

    public VaultAnswer Delete(VaultRequest request, string path) => ChangeListed(request, path, Deleted);

    public VaultAnswer Undelete(VaultRequest request, string path) =>
        ChangeListed(request, path, (version, _) => version with { DeletionTime = version.Destroyed ? version.DeletionTime : null });

    public VaultAnswer Destroy(VaultRequest request, string path) =>
        ChangeListed(request, path, (version, _) => new KvVersion(version.Number, version.Created, "null"u8.ToArray())
        {
            DeletionTime = version.DeletionTime,
            Destroyed = true,
        });

    private static KvVersion Deleted(KvVersion version, Instant now) =>
        version.IsGone(now.Time) ? version : version with { DeletionTime = now };

    private VaultAnswer ChangeListed(VaultRequest request, string path, Func<KvVersion, Instant, KvVersion> change)
    {
        var numbers = (request.Texts("versions") ?? [])
            .Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(n => n > 0)
            .ToList();
        return numbers.Count == 0
            ? VaultAnswer.Error(400, "no version number provided")
            : Change(path, _ => numbers, change);
    }

    private VaultAnswer Change(string path, Func<KvKey, IEnumerable<int>> numbers, Func<KvVersion, Instant, KvVersion> change)
    {
        lock (paths.Gate)
        {
            if (paths.Read(path, null) is { } key)
            {
                var now = core.Clock.Next();
                paths.Write(path, now, key.Change(numbers(key), version => change(version, now), now));
            }
        }

        return VaultAnswer.NoContent;
    }

    private string? CasFault(VaultRequest request, KvKey? held)
    {
        var options = request.Find("options");
        var required = config().CasRequired || held is { CasRequired: true };
        if (options.ValueKind != JsonValueKind.Object || !options.TryGetProperty("cas", out var cas))
        {
            return required ? "check-and-set parameter required for this call" : null;
        }

        var text = cas.ValueKind == JsonValueKind.String ? cas.GetString() : cas.GetRawText();
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var wanted))
        {
            return "error parsing check-and-set parameter";
        }

        return wanted == (held?.Current ?? 0) ? null : "check-and-set parameter did not match the current version";
    }

    private string NoMap(JsonElement data)
    {
        var type = data.ValueKind switch
        {
            JsonValueKind.Array => "[]interface {}",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "json.Number",
            _ => "bool",
        };
        return core.Flavour switch
        {
            VaultFlavour.OpenBao =>
                $"error converting input for field \"data\": '' expected type 'map[string]interface {{}}', got unconvertible type '{type}'",
            VaultFlavour.Vault2 => $"error converting input for field \"data\": '' expected a map, got '{type}'",
            _ => "Field validation failed: error converting input for field \"data\": expected a map",
        };
    }

    private VaultAnswer BadVersion(string asked) => core.Flavour switch
    {
        VaultFlavour.OpenBao =>
            VaultAnswer.Error(400, "Field validation failed: error converting input for field \"version\": '' cannot parse value as 'int': "
                + "strconv.ParseInt: invalid syntax"),
        VaultFlavour.Vault2 =>
            VaultAnswer.Error(400, "Field validation failed: error converting input for field \"version\": cannot parse '' as int: "
                + $"strconv.ParseInt: parsing \"{asked}\": invalid syntax"),
        _ => VaultAnswer.Listed(500, $"error converting input {asked} for field \"version\": '' cannot parse value as 'int': "
            + $"strconv.ParseInt: parsing \"{asked}\": invalid syntax"),
    };
}
