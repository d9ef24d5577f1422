using System.Text.Json;

namespace Coffer.Domain.Rendering;

/// <summary>What looks wrong with a Secret that could be made all the same; told once. Few, and never a value.</summary>
public static class Remarks
{
    private const int Most = 8;
    private const string DockerConfig = ".dockerconfigjson";

    /// <summary>Adds as many as there is room for.</summary>
    public static void Add(ICollection<string> to, IEnumerable<string> remarks)
    {
        foreach (var remark in remarks)
        {
            if (to.Count < Most)
            {
                to.Add(remark);
            }
        }
    }

    /// <summary>
    /// What a kubelet can't use of a docker config, though the API server takes it: it checks that there is an object, not what is in it.
    /// </summary>
    public static IEnumerable<string> OfDockerConfig(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries) =>
        entries.TryGetValue(DockerConfig, out var config) && HasTextForAuths(config)
            ? [$"{DockerConfig}: 'auths' is a text and must be an object: put fromJson before it in the template"]
            : [];

    private static bool HasTextForAuths(ReadOnlyMemory<byte> config)
    {
        try
        {
            using var json = JsonDocument.Parse(config);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("auths", out var auths)
                && auths.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
