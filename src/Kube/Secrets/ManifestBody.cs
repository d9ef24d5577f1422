using System.Buffers;
using System.Text.Json;
using Coffer.Contracts.Ports;

namespace Coffer.Kube.Secrets;

/// <summary>A manifest as the body of a server-side apply: JSON, which is YAML too. The buffer is cleared after use.</summary>
internal sealed class ManifestBody : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer;

    public ManifestBody(SecretManifest manifest)
    {
        _buffer = new ArrayBufferWriter<byte>(Estimate(manifest));
        using var json = new Utf8JsonWriter(_buffer);
        Write(json, manifest);
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.WrittenMemory;

    public void Dispose() => _buffer.Clear();

    private static void Write(Utf8JsonWriter json, SecretManifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", "Secret");
        json.WriteStartObject("metadata");
        json.WriteString("name", manifest.Key.Name);
        json.WriteString("namespace", manifest.Key.Namespace);
        json.WriteString("resourceVersion", manifest.ResourceVersion);
        WriteTexts(json, "labels", manifest.Labels);
        WriteTexts(json, "annotations", manifest.Annotations);
        WriteOwner(json, manifest.Owner);
        json.WriteEndObject();
        if (manifest.Type is { } type)
        {
            json.WriteString("type", type);
        }

        if (manifest.Immutable)
        {
            json.WriteBoolean("immutable", true);
        }

        json.WriteStartObject("data");
        foreach (var (key, value) in manifest.Data)
        {
            json.WriteBase64String(key, value.Span);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteOwner(Utf8JsonWriter json, Owner? owner)
    {
        if (owner is null)
        {
            return;
        }

        json.WriteStartArray("ownerReferences");
        json.WriteStartObject();
        json.WriteString("apiVersion", owner.ApiVersion);
        json.WriteString("kind", owner.Kind);
        json.WriteString("name", owner.Name);
        json.WriteString("uid", owner.Uid);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Generous, so that the writer doesn't leave grown-out buffers with values behind.</summary>
    private static int Estimate(SecretManifest manifest) =>
        4096 + manifest.Data.Sum(entry => entry.Key.Length * 6 + entry.Value.Length * 4 / 3 + 16)
        + manifest.Labels.Concat(manifest.Annotations).Sum(entry => (entry.Key.Length + entry.Value.Length) * 6 + 16);
}
