using System.Text.Json.Nodes;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>What came back.</summary>
public sealed record Answer(int Code, string Text, string? Warning)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Message => (string?)Json["message"];

    public string? Reason => (string?)Json["reason"];

    public string Details => Json["details"]?.ToJsonString() ?? "";

    public string Version => (string)Json["metadata"]!["resourceVersion"]!;
}
