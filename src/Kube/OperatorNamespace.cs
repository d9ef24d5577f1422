namespace Coffer.Kube;

/// <summary>The operator's own namespace.</summary>
/// <param name="Value">Its name.</param>
internal sealed record OperatorNamespace(string Value)
{
    private const string PodFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    /// <summary>
    /// The option, else the pod's namespace, else <c>OPERATOR_NAMESPACE</c>, else <c>default</c>: the order of the
    /// reference behind the option.
    /// </summary>
    public static OperatorNamespace Resolve(string? option, Func<string, string?> readFile, Func<string, string?> readVariable)
    {
        var candidates = new[] { option, readFile(PodFile)?.Trim(), readVariable("OPERATOR_NAMESPACE") };
        return new OperatorNamespace(candidates.FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? "default");
    }

    public static OperatorNamespace Resolve(KubeOptions options) =>
        Resolve(options.Namespace, ReadFile, Environment.GetEnvironmentVariable);

    private static string? ReadFile(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
