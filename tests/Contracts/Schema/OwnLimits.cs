namespace Coffer.Contracts.Tests.Schema;

/// <summary>
/// How much the fields of the reference's API may hold with us. A line is path and rules; it holds for each kind that has the path and is
/// served, or shares the part with one that is.
/// </summary>
internal static class OwnLimits
{
    private const string Name = "maxLength=253 pattern=^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";
    private const string Reference = "maxLength=317 pattern=^(([a-z0-9]([-a-z0-9]*[a-z0-9])?/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$";

    private const string Secret = $"""
        spec.vaultAuthRef {Reference}
        spec.mount maxLength=1024
        spec.path maxLength=1024
        spec.namespace maxLength=1024
        spec.rolloutRestartTargets maxItems=64
        spec.rolloutRestartTargets[].name {Name}
        spec.destination.name {Name}
        spec.destination.transformation.templates maxProperties=64
        spec.destination.transformation.includes maxItems=64
        spec.destination.transformation.excludes maxItems=64
        spec.destination.transformation.transformationRefs maxItems=32
        spec.destination.transformation.transformationRefs[].name {Name}
        spec.destination.transformation.transformationRefs[].namespace maxLength=63 pattern=^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$
        spec.destination.transformation.transformationRefs[].templateRefs maxItems=64
        """;

    private const string Transformation = """
        spec.templates maxProperties=64
        spec.sourceTemplates maxItems=64
        spec.includes maxItems=64
        spec.excludes maxItems=64
        """;

    private const string Auth = $"""
        spec.vaultConnectionRef {Reference}
        spec.allowedNamespaces maxItems=4096
        spec.headers maxProperties=64
        spec.params maxProperties=64
        spec.mount maxLength=1024
        spec.namespace maxLength=1024
        spec.kubernetes.audiences maxItems=32
        spec.kubernetes.serviceAccount maxLength=253
        spec.jwt.audiences maxItems=32
        spec.jwt.serviceAccount maxLength=253
        spec.jwt.secretRef maxLength=253
        spec.appRole.secretRef maxLength=253
        """;

    private const string Connection = """
        spec.headers maxProperties=64
        spec.caCertSecretRef maxLength=253
        """;

    /// <summary>A line of the reference's API with our limits.</summary>
    public static string Add(string kind, string line)
    {
        var path = line.Split(' ')[0];
        var limit = Of(kind).Split('\n').Select(each => each.Trim().Split(' ', 2)).FirstOrDefault(each => each[0] == path);
        return limit is null ? line : $"{line} {limit[1]}";
    }

    private static string Of(string kind) => kind switch
    {
        "VaultStaticSecret" or "VaultDynamicSecret" or "VaultPKISecret" => Secret,
        "SecretTransformation" => Transformation,
        "VaultAuth" => Auth,
        "VaultConnection" => Connection,
        _ => "",
    };
}
