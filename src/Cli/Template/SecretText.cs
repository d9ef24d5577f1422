using System.Text;
using YamlDotNet.Serialization;

namespace Coffer.Cli.Template;

/// <summary>A Secret as YAML, as kubectl prints it.</summary>
internal static class SecretText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The manifest.</summary>
    /// <param name="secret">The Secret.</param>
    /// <param name="decode">Puts values that are text under <c>stringData</c>; others stay base64 under <c>data</c>.</param>
    public static string Of(RenderedSecret secret, bool decode)
    {
        var (data, texts) = (new Dictionary<string, object>(), new Dictionary<string, object>());
        foreach (var (key, value) in secret.Data.Entries)
        {
            if (decode && Text(value.Span) is { } text)
            {
                texts[key] = text;
            }
            else
            {
                data[key] = Convert.ToBase64String(value.Span);
            }
        }

        var manifest = new Dictionary<string, object>
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = Metadata(secret),
            ["type"] = secret.Type,
        };
        Put(manifest, "data", data);
        Put(manifest, "stringData", texts);
        return new SerializerBuilder().WithQuotingNecessaryStrings().Build().Serialize(manifest);
    }

    private static Dictionary<string, object> Metadata(RenderedSecret secret)
    {
        var metadata = new Dictionary<string, object> { ["name"] = secret.Name, ["namespace"] = secret.Namespace };
        Put(metadata, "labels", secret.Labels);
        Put(metadata, "annotations", secret.Annotations);
        return metadata;
    }

    private static void Put<T>(Dictionary<string, object> manifest, string name, IReadOnlyDictionary<string, T> entries)
    {
        if (entries.Count > 0)
        {
            manifest[name] = entries;
        }
    }

    private static string? Text(ReadOnlySpan<byte> value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
