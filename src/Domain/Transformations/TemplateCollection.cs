using System.Buffers;
using System.Security.Cryptography;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Transformations;

/// <summary>
/// The templates and filters that one secret is made with, gathered from its own manifest and from the
/// SecretTransformations that it refers to.
/// </summary>
/// <param name="Templates">In the order in which they are parsed and rendered.</param>
/// <param name="Includes">Patterns of fields to keep; sorted, each once.</param>
/// <param name="Excludes">Patterns of fields to drop; sorted, each once.</param>
public sealed record TemplateCollection(
    IReadOnlyList<CollectedTemplate> Templates, IReadOnlyList<FieldPattern> Includes, IReadOnlyList<FieldPattern> Excludes)
{
    /// <summary>Characters of all templates, names among them.</summary>
    public long TextLength => Templates.Sum(static template => (long)template.Name.Length + template.Text.Length);

    /// <summary>The same for collections that are the same, hex; not for secrets.</summary>
    public string Fingerprint()
    {
        var text = new ArrayBufferWriter<byte>(1024);
        foreach (var template in Templates)
        {
            GoJson.WriteString(text, template.Use.ToString());
            GoJson.WriteString(text, template.Key);
            GoJson.WriteString(text, template.Name);
            GoJson.WriteString(text, template.Text);
            GoJson.WriteString(text, template.Origin);
        }

        WriteAll(text, "includes", Includes);
        WriteAll(text, "excludes", Excludes);
        return Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan));
    }

    private static void WriteAll(ArrayBufferWriter<byte> text, string heading, IReadOnlyList<FieldPattern> patterns)
    {
        // A bare word can't be taken for a string, which is always quoted.
        text.Write(System.Text.Encoding.UTF8.GetBytes(heading));
        foreach (var pattern in patterns)
        {
            GoJson.WriteString(text, pattern.Text);
            GoJson.WriteString(text, pattern.Origin);
        }
    }
}
