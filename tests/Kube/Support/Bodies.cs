using System.Text.Json;

namespace Coffer.Kube.Tests.Support;

/// <summary>Answers in the shapes recorded from a real API server.</summary>
internal static class Bodies
{
    public static string Status(int code, string reason, string message, string details = "{}", string metadata = "{}") =>
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{{metadata}},"status":"Failure","message":{{JsonSerializer.Serialize(message)}},"reason":"{{reason}}","details":{{details}},"code":{{code}}}""";

    public static string Metadata(string name, string version, string extra = "") =>
        $$$"""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"{{{name}}}","namespace":"app","uid":"u-{{{name}}}","resourceVersion":"{{{version}}}"{{{extra}}}}}""";

    public static string Connection(string name, string version, string address = "https://vault:8200") =>
        $$$"""{"apiVersion":"secrets.hashicorp.com/v1beta1","kind":"VaultConnection","metadata":{"name":"{{{name}}}","namespace":"app","uid":"u-{{{name}}}","resourceVersion":"{{{version}}}","generation":1},"spec":{"address":"{{{address}}}"}}""";

    public static string List(string version, string? next, params string[] items)
    {
        var token = next is null ? "" : $",\"continue\":\"{next}\"";
        return $$$"""{"apiVersion":"secrets.hashicorp.com/v1beta1","items":[{{{string.Join(",", items)}}}],"kind":"VaultConnectionList","metadata":{"resourceVersion":"{{{version}}}"{{{token}}}}}""";
    }

    public static string Event(string type, string item) => $$"""{"type":"{{type}}","object":{{item}}}""" + "\n";

    public static string Bookmark(string version) => Event(
        "BOOKMARK",
        $$$"""{"kind":"VaultConnection","apiVersion":"secrets.hashicorp.com/v1beta1","metadata":{"resourceVersion":"{{{version}}}"}}""");

    public static readonly string TooOld = Event("ERROR", Status(410, "Expired", "too old resource version: 2 (1630)"));
}
