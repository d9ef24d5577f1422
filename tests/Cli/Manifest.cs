using System.Text.Json;
using Coffer.Cli.Resources;
using Coffer.Tests.Support;

namespace Coffer.Cli.Tests;

/// <summary>Objects as the API server gives them, from YAML.</summary>
internal static class Manifest
{
    public static CofferObject Coffer(string yaml) => Yaml.Documents(yaml).Single().Deserialize(ApiJson.Default.CofferObject)!;

    public static SecretObject Secret(string yaml) => Yaml.Documents(yaml).Single().Deserialize(ApiJson.Default.SecretObject)!;

    public static PodObject Pod(string yaml) => Yaml.Documents(yaml).Single().Deserialize<PodObject>()!;
}
