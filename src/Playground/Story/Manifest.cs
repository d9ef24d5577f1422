namespace Coffer.Playground.Story;

/// <summary>The YAML files that travel in this assembly.</summary>
internal static class Manifest
{
    /// <summary>One file of <c>Manifests/</c>.</summary>
    public static string Read(string name) =>
        Text(Names().Single(resource => resource.EndsWith($".Manifests.{name}", StringComparison.Ordinal)));

    /// <summary>The CRDs of the chart.</summary>
    public static IEnumerable<string> Crds() => Names().Where(name => name.Contains(".Crds.", StringComparison.Ordinal)).Select(Text);

    private static string[] Names() => typeof(Manifest).Assembly.GetManifestResourceNames();

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(Manifest).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
