using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Domain.Rendering;

namespace Coffer.Kube.Api;

/// <summary>
/// The only way to the bytes of a JSON patch. The API server compares a <c>test</c>'s strings with its own as raw text: a quote
/// that is written as <c>\u0022</c> is to it another value than <c>\"</c>, and the patch would fail for ever. So strings are
/// spelled as Go spells them.
/// </summary>
internal static class JsonPatchBody
{
    public static ReadOnlyMemory<byte> Of(JsonArray operations) => GoJson.Bytes(JsonSerializer.SerializeToElement(operations));
}
