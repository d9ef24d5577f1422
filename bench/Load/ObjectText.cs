using System.Text;

namespace Coffer.Bench.Load;

/// <summary>
/// The objects of a run. Every other VaultStaticSecret is as people write it, the rest have all defaults spelled out:
/// both must cost the same.
/// </summary>
internal static class ObjectText
{
    public const string Namespace = "myapp";

    public const string Setup = """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: coffer-system
        ---
        apiVersion: v1
        kind: Namespace
        metadata:
          name: myapp
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: operator-auth
          namespace: myapp
        """;

    /// <summary>Long enough that nothing falls due by itself in a run: the grid's slots are thinned out to one in ten years.</summary>
    public const string Never = "87600h";

    public static string Name(int number, string prefix = "s") => $"{prefix}{number:D6}";

    public static byte[] StaticSecret(string name, int number, bool withWorkload) => Encoding.UTF8.GetBytes($$"""
        {"apiVersion":"secrets.hashicorp.com/v1beta1","kind":"VaultStaticSecret","metadata":{"name":"{{name}}","namespace":"{{Namespace}}"},
        "spec":{"vaultAuthRef":"vault/myvaultauth","mount":"kvv2","type":"kv-v2","path":"demo/{{name}}","refreshAfter":"{{Never}}"{{Workload(name, withWorkload)}},
        {{(number % 2 == 0 ? Plain(name) : SpelledOut(name))}} } }
        """);

    public static byte[] Deployment(string name) => Encoding.UTF8.GetBytes($$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{name}}","namespace":"{{Namespace}}"},
        "spec":{"replicas":1,"selector":{"matchLabels":{"app":"{{name}}"} },"template":{"metadata":{"labels":{"app":"{{name}}"} },
        "spec":{"containers":[{"name":"app","image":"registry.k8s.io/pause:3.10","envFrom":[{"secretRef":{"name":"{{name}}"} }]}]} } } }
        """);

    private static string Workload(string name, bool isWanted) =>
        isWanted ? $$""","rolloutRestartTargets":[{"kind":"Deployment","name":"{{name}}"}]""" : "";

    private static string Plain(string name) => $$""" "destination":{"create":true,"name":"{{name}}"} """;

    private static string SpelledOut(string name) => $$"""
        "hmacSecretData":true,"syncConfig":{"instantUpdates":false},
        "destination":{"create":true,"name":"{{name}}","overwrite":false,"type":"Opaque","labels":{},"annotations":{},"transformation":{"excludeRaw":false,"includes":[],"excludes":[]} }
        """;
}
